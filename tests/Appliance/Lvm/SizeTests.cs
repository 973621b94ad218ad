using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

public sealed class SizeTests(EmptyDrivesFixture fixture) : IClassFixture<EmptyDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Emptied();

    [Fact]
    public void A_physical_volume_gets_smaller_and_takes_the_whole_device_again()
    {
        _guest.Vgcreate("vg", ["/dev/sda"]);
        _guest.PvresizeSize("/dev/sda", 32 << 20);
        Assert.Equal("29360128", fixture.Report("pvs -o pv_size /dev/sda"));
        _guest.Pvresize("/dev/sda");
        Assert.Equal("62914560", fixture.Report("pvs -o pv_size /dev/sda"));
        _guest.PvresizeSize("/dev/sda", 32 << 20);
        _guest.PvresizeSize("/dev/sda", 0);
        Assert.Equal("62914560", fixture.Report("pvs -o pv_size /dev/sda"));
        _guest.Lvcreate("lv", "vg", 40);
        Assert.NotEqual(0, Failures.Of(() => _guest.PvresizeSize("/dev/sda", 16 << 20)).Errno);
    }

    [Fact]
    public void Sizes_that_cannot_be_are_refused()
    {
        _guest.Pvcreate("/dev/sda");
        Assert.Equal(("pvresize_size: -1 bytes cannot be the size of a physical volume", Errno.EINVAL), Failures.Of(() => _guest.PvresizeSize("/dev/sda", -1)));
        Assert.NotEqual(0, Failures.Of(() => _guest.PvresizeSize("/dev/sda", 1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Pvresize("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Pvresize("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PvresizeSize("/dev/sdb", 32 << 20)).Errno);
    }

    [Fact]
    public void A_logical_volume_changes_its_size()
    {
        _guest.Vgcreate("vg", ["/dev/sda"]);
        _guest.Lvcreate("lv", "vg", 8);
        _guest.Lvresize("/dev/vg/lv", 17);
        Assert.Equal(20 << 20, _guest.BlockdevGetsize64("/dev/vg/lv"));
        _guest.Lvresize("/dev/mapper/vg-lv", 4);
        Assert.Equal(4 << 20, _guest.BlockdevGetsize64("/dev/vg/lv"));
        _guest.LvresizeFree("/dev/vg/lv", 50);
        Assert.Equal(32 << 20, _guest.BlockdevGetsize64("/dev/vg/lv"));
        _guest.LvresizeFree("/dev/vg/lv", 100);
        Assert.Equal("0", fixture.Report("vgs -o vg_free vg"));
        _guest.LvresizeFree("/dev/vg/lv", 100);
        _guest.Lvresize("/dev/vg/lv", 60);
        Assert.Equal(Errno.ENOSPC, Failures.Of(() => _guest.Lvresize("/dev/vg/lv", 100)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvresize("/dev/vg/lv", -4)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LvresizeFree("/dev/vg/lv", 101)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Lvresize("/dev/vg/nope", 8)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LvresizeFree("/dev/nope/lv", 8)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvresize("/dev/sda", 8)).Errno);
    }
}

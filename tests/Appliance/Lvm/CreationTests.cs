using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

public sealed class CreationTests(EmptyDrivesFixture fixture) : IClassFixture<EmptyDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Emptied();

    [Fact]
    public void A_volume_is_a_device_when_the_call_returns()
    {
        _guest.Pvcreate("/dev/sdd1");
        Assert.Equal(["/dev/sdd1"], _guest.Pvs());
        _guest.Vgcreate("vg-1", ["/dev/sda", "/dev/sdd1"]);
        Assert.Equal(["/dev/sda", "/dev/sdd1"], _guest.Pvs());
        _guest.Lvcreate("lv-1", "vg-1", 10);
        Assert.Equal("12582912", fixture.Report("lvs -o lv_size vg-1/lv-1"));
        Assert.Equal(12 << 20, _guest.BlockdevGetsize64("/dev/vg-1/lv-1"));
        Assert.Equal("/dev/vg-1/lv-1", _guest.LvmCanonicalLvName("/dev/mapper/vg--1-lv--1"));
        fixture.Shell("mkfs.ext4 -q /dev/vg-1/lv-1");
        _guest.Mount("/dev/vg-1/lv-1", "/");
    }

    [Fact]
    public void A_volume_takes_a_part_of_the_free_space()
    {
        _guest.Vgcreate("vg", ["/dev/sda"]);
        _guest.LvcreateFree("half", "/dev/vg", 50);
        _guest.LvcreateFree("rest", "vg", 100);
        Assert.Equal(["/dev/vg/half", "/dev/vg/rest"], _guest.Lvs());
        Assert.Equal("0", fixture.Report("vgs -o vg_free vg"));
        Assert.Equal(Errno.ENOSPC, Failures.Of(() => _guest.Lvcreate("more", "vg", 4)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LvcreateFree("more", "vg", 101)).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.LvcreateFree("more", "vg", -1)).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.LvcreateFree("more", "nope", 10)).Errno);
    }

    [Fact]
    public void What_was_on_a_device_does_not_matter_unless_it_is_in_use()
    {
        fixture.Shell("mkfs.ext4 -q -F /dev/sdb");
        _guest.Mount("/dev/sdb", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Pvcreate("/dev/sdb")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Vgcreate("vg", ["/dev/sdb"])).Errno);
        _guest.UmountAll();
        _guest.Pvcreate("/dev/sdb");
        Assert.Equal("LVM2_member", _guest.VfsType("/dev/sdb"));
        Assert.Contains("partition", Failures.Of(() => _guest.Pvcreate("/dev/sdd")).Message);
        _guest.Vgcreate("vg", ["/dev/sdb"]);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Pvcreate("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Pvcreate("/dev/sdq")).Errno);
    }

    [Fact]
    public void A_volume_of_what_was_a_file_system_has_none()
    {
        fixture.Shell("mkfs.ext4 -q -F -b 1024 /dev/sdc");
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.Vgcreate("vg", ["/dev/sdc"])).Errno);
        _guest.Pvcreate("/dev/sdc");
        _guest.Vgcreate("vg", ["/dev/sdc"]);
        _guest.Lvcreate("lv", "vg", 8);
        fixture.Shell("mkfs.ext4 -q /dev/vg/lv");
        _guest.Lvremove("/dev/vg/lv");
        _guest.Lvcreate("lv", "vg", 8);
        Assert.Equal("", _guest.VfsType("/dev/vg/lv"));
    }

    [Fact]
    public void Names_that_are_taken_or_cannot_be_are_refused()
    {
        _guest.Vgcreate("vg", ["/dev/sda"]);
        _guest.Lvcreate("lv", "vg", 4);
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.Lvcreate("lv", "vg", 4)).Errno);
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.Vgcreate("vg", ["/dev/sdb"])).Errno);
        Assert.Equal(("vgcreate: the volume group other needs at least one physical volume", Errno.EINVAL), Failures.Of(() => _guest.Vgcreate("other", [])));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vgcreate("other", ["/dev/sdq"])).Errno);
        foreach (var name in (string[])["", "-L", "a b", "..", "a\u00e9", "a/b"])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Vgcreate(name, ["/dev/sdb"])).Errno);
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvcreate(name, "vg", 4)).Errno);
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvcreate("other", name, 4)).Errno);
        }

        Assert.Contains("reserved", Failures.Of(() => _guest.Lvcreate("x_cdata", "vg", 4)).Message);
        Assert.Equal(("lvcreate: 0 MiB cannot be the size of a logical volume: it must be 1 or more", Errno.EINVAL), Failures.Of(() => _guest.Lvcreate("other", "vg", 0)));
    }
}

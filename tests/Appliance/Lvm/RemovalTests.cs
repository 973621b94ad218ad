using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

public sealed class RemovalTests(EmptyDrivesFixture fixture) : IClassFixture<EmptyDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Emptied();

    [Fact]
    public void Volumes_go_one_after_the_other()
    {
        Make("vg", "/dev/sda", "a", "b");
        _guest.Lvremove("/dev/vg/a");
        Assert.Equal(["/dev/vg/b"], _guest.Lvs());
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BlockdevGetsize64("/dev/vg/a")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Lvremove("/dev/vg/a")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Pvremove("/dev/sda")).Errno);
        _guest.Vgremove("vg");
        Assert.Empty(_guest.Vgs());
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vgremove("vg")).Errno);
        _guest.Pvremove("/dev/sda");
        Assert.Empty(_guest.Pvs());
        _guest.Pvremove("/dev/sda");
        Assert.Equal("", _guest.VfsType("/dev/sda"));
    }

    [Fact]
    public void All_volumes_of_a_group_are_removed_by_its_name()
    {
        Make("vg", "/dev/sda", "a", "b");
        _guest.Lvremove("/dev/vg");
        Assert.Empty(_guest.Lvs());
        Assert.Equal(["vg"], _guest.Vgs());
    }

    [Fact]
    public void A_volume_that_is_not_active_is_removed()
    {
        Make("vg", "/dev/sda", "a", "b", "c");
        _guest.VgActivateAll(false);
        _guest.Lvremove("/dev/vg/a");
        Assert.Equal(["/dev/vg/b", "/dev/vg/c"], _guest.Lvs());
        _guest.VgActivateAll(true);
        _guest.Lvremove("/dev/mapper/vg-b");
        Assert.Equal(["/dev/vg/c"], _guest.Lvs());
        _guest.VgActivateAll(false);
        _guest.Lvremove("/dev/vg");
        Assert.Empty(_guest.Lvs());
    }

    [Fact]
    public void What_is_in_use_stays()
    {
        Make("vg", "/dev/sda", "a", "b");
        fixture.Shell("mkfs.ext4 -q /dev/vg/a");
        _guest.Mount("/dev/vg/a", "/");
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Lvremove("/dev/vg/a")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.Vgremove("vg")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.LvmRemoveAll()).Errno);
        Assert.Contains("/dev/vg/a", _guest.Lvs());
        Assert.Equal(["/dev/vg/a"], _guest.Mounts());
    }

    [Fact]
    public void Everything_goes_at_once_also_a_group_within_another_and_one_that_misses_a_device()
    {
        Make("outer", "/dev/sda", "inner");
        Make("nested", "/dev/outer/inner", "a");
        _guest.Vgcreate("partial", ["/dev/sdb", "/dev/sdc"]);
        _guest.LvcreateFree("b", "partial", 100);
        fixture.Shell("lvm vgchange -q -an partial; wipefs -q -a /dev/sdc");
        _guest.Pvcreate("/dev/sdd1");
        Assert.Contains('p', _guest.VgsFull().Single(group => group.VgName == "partial").VgAttr);
        _guest.LvmRemoveAll();
        Assert.Empty(_guest.Lvs());
        Assert.Empty(_guest.Vgs());
        Assert.Empty(_guest.Pvs());
        Assert.Equal("", _guest.VfsType("/dev/sdd1"));
        _guest.LvmRemoveAll();
    }

    [Fact]
    public void What_is_no_volume_is_refused()
    {
        Assert.Equal(("lvremove: /dev/sda: not a logical volume, which is written /dev/VG/LV", Errno.EINVAL), Failures.Of(() => _guest.Lvremove("/dev/sda")));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Lvremove("/dev/nope")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Lvremove("/dev/mapper/nope")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvremove("vg/lv")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvremove("/dev/-f")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Vgremove("--select")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Pvremove("/dev/sdq")).Errno);
    }

    private void Make(string group, string device, params string[] volumes)
    {
        _guest.Vgcreate(group, [device]);
        foreach (var volume in volumes)
        {
            _guest.Lvcreate(volume, group, volume == "inner" ? 40 : 8);
        }
    }
}

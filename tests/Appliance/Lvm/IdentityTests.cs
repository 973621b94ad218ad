using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Lvm;

public sealed class IdentityTests(EmptyDrivesFixture fixture) : IClassFixture<EmptyDrivesFixture>
{
    private readonly GuestFs _guest = fixture.Emptied();

    [Fact]
    public void A_volume_has_a_new_name_while_it_is_mounted()
    {
        Make();
        fixture.Shell("mkfs.ext4 -q /dev/vg/lv");
        _guest.Mount("/dev/vg/lv", "/");
        _guest.Lvrename("/dev/vg/lv", "/dev/vg/new");
        Assert.Equal(["/dev/vg/new", "/dev/vg/other"], _guest.Lvs());
        _guest.Vgrename("vg", "group");
        Assert.Equal(["group"], _guest.Vgs());
        Assert.Equal(["/dev/group/new", "/dev/group/other"], _guest.Lvs());
        _guest.UmountAll();
        Assert.Equal("ext4", _guest.VfsType("/dev/group/new"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.VfsType("/dev/vg/new")).Errno);
    }

    [Fact]
    public void Names_come_with_and_without_the_group()
    {
        Make();
        _guest.Lvrename("vg/lv", "a");
        _guest.Lvrename("vg/a", "vg/b");
        Assert.Equal(["/dev/vg/b", "/dev/vg/other"], _guest.Lvs());
        Assert.True(_guest.IsLv("/dev/vg/b"));
        _guest.Vgrename("/dev/vg", "/dev/other");
        Assert.Equal(["other"], _guest.Vgs());
    }

    [Fact]
    public void A_name_that_is_taken_or_cannot_be_is_refused()
    {
        Make();
        _guest.Vgcreate("second", ["/dev/sdb"]);
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.Lvrename("/dev/vg/lv", "/dev/vg/other")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvrename("/dev/vg/lv", "/dev/second/lv")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvrename("/dev/vg/lv", "-x")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Lvrename("lv", "new")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Lvrename("/dev/vg/nope", "new")).Errno);
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.Vgrename("vg", "second")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.Vgrename("nope", "new")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.Vgrename("vg", "")).Errno);
    }

    [Fact]
    public void Uuids_change_while_no_volume_is_active()
    {
        Make();
        var (volume, group) = (_guest.Pvuuid("/dev/sda"), _guest.Vguuid("vg"));
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.PvchangeUuid("/dev/sda")).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.VgchangeUuid("vg")).Errno);
        _guest.VgActivateAll(false);
        _guest.PvchangeUuid("/dev/sda");
        _guest.VgchangeUuid("vg");
        Assert.NotEqual(volume, _guest.Pvuuid("/dev/sda"));
        Assert.NotEqual(group, _guest.Vguuid("vg"));
        _guest.VgActivateAll(true);
        Assert.True(_guest.IsLv("/dev/vg/lv"));
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PvchangeUuid("/dev/sdq")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.PvchangeUuid("/dev/sdb")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.VgchangeUuid("nope")).Errno);
    }

    [Fact]
    public void All_uuids_change_at_once()
    {
        Make();
        _guest.Vgcreate("second", ["/dev/sdb", "/dev/sdc"]);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.PvchangeUuidAll()).Errno);
        Assert.Equal(Errno.EBUSY, Failures.Of(() => _guest.VgchangeUuidAll()).Errno);
        _guest.VgActivateAll(false);
        var before = Uuids();
        _guest.PvchangeUuidAll();
        _guest.VgchangeUuidAll();
        Assert.Empty(before.Intersect(Uuids()));
        Assert.Equal(5, Uuids().Distinct().Count());
        Assert.Equal(["second", "vg"], _guest.Vgs());
    }

    private IEnumerable<string> Uuids() => [.. _guest.PvsFull().Select(volume => volume.PvUuid), .. _guest.VgsFull().Select(group => group.VgUuid)];

    private void Make()
    {
        _guest.Vgcreate("vg", ["/dev/sda"]);
        _guest.Lvcreate("lv", "vg", 8);
        _guest.Lvcreate("other", "vg", 8);
    }
}

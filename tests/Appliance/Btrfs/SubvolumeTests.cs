using GuestCtl.Appliance.Tests.Storage;

namespace GuestCtl.Appliance.Tests.Btrfs;

public sealed class SubvolumeTests(BtrfsFixture fixture) : IClassFixture<BtrfsFixture>
{
    private readonly GuestFs _guest = fixture.Fresh();

    [Fact]
    public void Subvolumes_are_made_listed_and_deleted()
    {
        _guest.BtrfsSubvolumeCreate("/home");
        _guest.Mkdir("/d");
        _guest.LnS("d", "/link");
        _guest.BtrfsSubvolumeCreate("/link/-x y");
        Assert.Equal(["home", "d/-x y"], Paths());
        Assert.All(_guest.BtrfsSubvolumeList("/d"), volume => Assert.Equal(5UL, volume.TopLevelId));
        Assert.Equal(["home", "d/-x y"], _guest.BtrfsSubvolumeList("/dev/sda").Select(volume => volume.Path));
        _guest.BtrfsSubvolumeDelete("/d/-x y");
        _guest.LnS("home", "/tohome");
        _guest.BtrfsSubvolumeDelete("/tohome");
        Assert.Empty(Paths());
        Assert.False(_guest.Exists("/home"));
    }

    [Fact]
    public void What_cannot_be_a_subvolume_is_refused()
    {
        _guest.Mkdir("/d");
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/d")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/none/x")).Errno);
        Assert.Equal(Errno.EEXIST, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsSubvolumeCreate("x")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/\udcff")).Errno);
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/x", qgroupid: "-f")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeDelete("/d")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeDelete("/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeList("/none")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeShow("/none")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeShow("/d")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeSnapshot("/d", "/s")).Errno);
    }

    [Fact]
    public void A_link_of_the_guest_never_leads_out_of_it()
    {
        _guest.LnS("/etc", "/out");
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeDelete("/out")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeCreate("/out/x")).Errno);
    }

    [Fact]
    public void A_snapshot_keeps_what_was_there()
    {
        _guest.BtrfsSubvolumeCreate("/v");
        _guest.Write("/v/f", "old"u8.ToArray());
        _guest.Mkdir("/snaps");
        _guest.BtrfsSubvolumeSnapshot("/v", "/snaps", ro: true);
        _guest.BtrfsSubvolumeSnapshot("/v", "/snaps/named");
        _guest.Write("/v/f", "new"u8.ToArray());
        Assert.Equal("old", _guest.Cat("/snaps/v/f"));
        Assert.Equal(Errno.EROFS, Failures.Of(() => _guest.Touch("/snaps/v/g")).Errno);
        _guest.Touch("/snaps/named/g");
        var show = _guest.BtrfsSubvolumeShow("/v");
        Assert.Equal("v", show["Name"]);
        Assert.Equal("snaps/v,snaps/named", show["Snapshot(s)"]);
        Assert.Equal(show["UUID"], _guest.BtrfsSubvolumeShow("/snaps/named")["Parent UUID"]);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeSnapshot("/v", "/snaps/named/g")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeSnapshot("/none", "/s")).Errno);
    }

    [Fact]
    public void The_default_subvolume_is_the_one_that_is_mounted()
    {
        Assert.Equal(5, _guest.BtrfsSubvolumeGetDefault("/"));
        _guest.BtrfsSubvolumeCreate("/v");
        _guest.Touch("/v/f");
        var id = (long)_guest.BtrfsSubvolumeList("/").Single().Id;
        _guest.BtrfsSubvolumeSetDefault(id, "/");
        _guest.UmountAll();
        Assert.Equal(id, _guest.BtrfsSubvolumeGetDefault("/dev/sda"));
        _guest.Mount("/dev/sda", "/");
        Assert.Equal(["f"], _guest.Ls("/"));
        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsSubvolumeSetDefault(-1, "/")).Errno);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsSubvolumeSetDefault(12345, "/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsSubvolumeGetDefault("/dev/sdq")).Errno);
    }

    [Fact]
    public void Quota_groups_count_and_limit()
    {
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsQgroupShow("/")).Errno);
        _guest.BtrfsQuotaEnable("/dev/sda", true);
        _guest.BtrfsQgroupCreate("1/100", "/");
        _guest.BtrfsSubvolumeCreate("/v", qgroupid: "1/100");
        _guest.Fill(120, 1 << 20, "/v/f");
        _guest.BtrfsFilesystemSync("/");
        _guest.BtrfsQuotaRescan("/");
        var groups = _guest.BtrfsQgroupShow("/");
        Assert.True(groups.Single(group => group.Id == "1/100").Rfer >= 1 << 20);
        var own = groups.Select(group => group.Id).Single(id => id.StartsWith("0/", StringComparison.Ordinal) && id != "0/5");
        _guest.BtrfsQgroupRemove(own, "1/100", "/");
        _guest.BtrfsQgroupAssign(own, "1/100", "/");
        _guest.BtrfsQgroupLimit("/v", 2 << 20);
        Assert.NotEqual(0, Failures.Of(() => { _guest.Fill(120, 8 << 20, "/v/g"); _guest.BtrfsFilesystemSync("/"); }).Errno);
        _guest.BtrfsQgroupRemove(own, "1/100", "/");
        _guest.BtrfsQgroupDestroy("1/100", "/");
        Assert.DoesNotContain(_guest.BtrfsQgroupShow("/"), group => group.Id == "1/100");
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsQgroupDestroy("1/100", "/")).Errno);
        foreach (var id in (string[])["", "-f", "x", "1/", "../x"])
        {
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsQgroupCreate(id, "/")).Errno);
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsQgroupAssign(id, "1/100", "/")).Errno);
            Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsQgroupRemove("0/5", id, "/")).Errno);
        }

        Assert.Equal(Errno.EINVAL, Failures.Of(() => _guest.BtrfsQgroupLimit("/v", -1)).Errno);
        _guest.BtrfsQuotaEnable("/", false);
        Assert.NotEqual(0, Failures.Of(() => _guest.BtrfsQuotaRescan("/")).Errno);
        Assert.Equal(Errno.ENOENT, Failures.Of(() => _guest.BtrfsQuotaEnable("/none", true)).Errno);
    }

    private IEnumerable<string> Paths() => _guest.BtrfsSubvolumeList("/").Select(volume => volume.Path);
}

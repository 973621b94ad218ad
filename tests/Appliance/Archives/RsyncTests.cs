using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Archives;

/// <summary>rsync in the guest, and to and from a server, which is one that runs in the appliance.</summary>
[Collection(FilesCollection.Name)]
public sealed class RsyncTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void A_slash_at_the_end_means_the_content()
    {
        var d = Tree();
        _guest.Mkdir($"{d}/to");
        _guest.Rsync($"{d}/from/", $"{d}/to", archive: true);
        Assert.Equal(["a", "link", "sub"], _guest.Ls($"{d}/to").Order(StringComparer.Ordinal));
        Assert.Equal("b", _guest.Cat($"{d}/to/sub/b"));
        Assert.Equal("a", _guest.Readlink($"{d}/to/link"));
        _guest.Rsync($"{d}/from", $"{d}/to/", archive: true);
        Assert.True(_guest.IsFile($"{d}/to/from/sub/b"));
    }

    [Fact]
    public void Only_an_archive_has_directories_and_only_deletedest_deletes()
    {
        var d = Tree();
        _guest.Mkdir($"{d}/to");
        _guest.Write($"{d}/to/extra", "x"u8.ToArray());
        _guest.Rsync($"{d}/from/a", $"{d}/to/named");
        Assert.Equal("a", _guest.Cat($"{d}/to/named"));
        _guest.Rsync($"{d}/from/", $"{d}/to");
        Assert.False(_guest.Exists($"{d}/to/sub"));
        _guest.Rsync($"{d}/from/", $"{d}/to", archive: true);
        Assert.True(_guest.Exists($"{d}/to/extra"));
        _guest.Rsync($"{d}/from/", $"{d}/to", archive: true, deletedest: true);
        Assert.Equal(["a", "link", "sub"], _guest.Ls($"{d}/to").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Names_of_any_bytes_are_copied()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"printf x > \"/sysroot{d}/$(printf 'sp ace\\n\\377')\"");
        var name = Assert.Single(_guest.Ls(d));
        _guest.Rsync($"{d}/{name}", $"{d}/copy-{name}");
        Assert.Equal("x", _guest.Cat($"{d}/copy-{name}"));
    }

    [Fact]
    public void No_link_leads_it_out_of_the_guest()
    {
        var d = Tree();
        _guest.LnS("/run", $"{d}/out");
        _guest.LnS($"{d}/from", $"{d}/in");
        FilesFixture.Fails(Errno.EINVAL, "a symbolic link that does not lead to a directory", () => _guest.Rsync($"{d}/from/a", $"{d}/out"));
        _guest.Rsync($"{d}/from/a", $"{d}/in");
        _guest.Mkdir($"{d}/to");
        _guest.Rsync($"{d}/out", $"{d}/to", archive: true);
        Assert.Equal("/run", _guest.Readlink($"{d}/to/out"));
        Assert.Equal("no\n", fixture.Shell("test -e /run/a && echo yes || echo no"));
    }

    [Fact]
    public void A_server_is_read_and_written()
    {
        var d = Tree();
        fixture.Shell(
            "mkdir -p /tmp/served && printf '[all]\\npath=/tmp/served\\nread only=no\\nuse chroot=no\\nuid=0\\ngid=0\\n' > /tmp/rsyncd.conf"
            + " && rsync --daemon --config=/tmp/rsyncd.conf --port=8730 --address=127.0.0.1");
        _guest.RsyncOut($"{d}/from/", "rsync://127.0.0.1:8730/all/tree", archive: true);
        Assert.Equal("b", fixture.Shell("cat /tmp/served/tree/sub/b"));
        _guest.Mkdir($"{d}/back");
        _guest.Write($"{d}/back/extra", "x"u8.ToArray());
        _guest.RsyncIn("rsync://127.0.0.1:8730/all/tree/", $"{d}/back", archive: true, deletedest: true);
        Assert.Equal(["a", "link", "sub"], _guest.Ls($"{d}/back").Order(StringComparer.Ordinal));
        Assert.Contains("none", Assert.Throws<GuestOperationException>(() => _guest.RsyncIn("rsync://127.0.0.1:8730/none/", $"{d}/back")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc")]
    [InlineData("--rsh=x:y")]
    [InlineData("./a:b")]
    [InlineData("")]
    public void A_place_in_the_appliance_is_no_server(string remote)
        => FilesFixture.Fails(Errno.EINVAL, "not a place on a server", () => _guest.RsyncIn(remote, "/"));

    [Fact]
    public void Missing_and_read_only_places_are_errors()
    {
        var d = Tree();
        Assert.Contains("No such file or directory", Assert.Throws<GuestOperationException>(() => _guest.Rsync($"{d}/none", $"{d}/to")).Message, StringComparison.Ordinal);
        FilesFixture.Fails(Errno.ENOENT, "/none/to", () => _guest.Rsync($"{d}/from/a", "/none/to"));
        Assert.Contains("Read-only file system", Assert.Throws<GuestOperationException>(() => _guest.Rsync($"{d}/from/a", "/ro/to")).Message, StringComparison.Ordinal);
    }

    private string Tree()
    {
        var d = fixture.NewDirectory();
        _guest.MkdirP($"{d}/from/sub");
        _guest.Write($"{d}/from/a", "a"u8.ToArray());
        _guest.Write($"{d}/from/sub/b", "b"u8.ToArray());
        _guest.LnS("a", $"{d}/from/link");
        return d;
    }
}

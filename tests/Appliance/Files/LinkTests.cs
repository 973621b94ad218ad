namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class LinkTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void Ln_makes_a_second_name()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo f > f && echo g > g && ln -s f link && mkdir dir");
        _guest.Ln($"{d}/f", $"{d}/h");
        Assert.Equal(_guest.Lstatns($"{d}/f").Ino, _guest.Lstatns($"{d}/h").Ino);
        FilesFixture.Fails(Errno.EEXIST, $"{d}/h: File exists", () => _guest.Ln($"{d}/f", $"{d}/h"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Ln("/no", $"{d}/x"));
        FilesFixture.Fails(Errno.EPERM, "Operation not permitted", () => _guest.Ln($"{d}/dir", $"{d}/x"));
        FilesFixture.Fails(Errno.EEXIST, $"{d}/dir: File exists", () => _guest.Ln($"{d}/f", $"{d}/dir"));
        FilesFixture.Fails(Errno.EXDEV, "Invalid cross-device link", () => _guest.Ln($"{d}/f", "/small/x"));
        _guest.Ln($"{d}/link", $"{d}/hardlink");
        Assert.True(_guest.IsSymlink($"{d}/hardlink"));
    }

    [Fact]
    public void Ln_f_replaces_files()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo f > f && echo g > g && mkdir dir");
        _guest.LnF($"{d}/f", $"{d}/g");
        Assert.Equal("f\n", _guest.Cat($"{d}/g"));
        _guest.LnF($"{d}/f", $"{d}/g");
        _guest.LnF($"{d}/f", $"{d}/f");
        Assert.Equal(["dir", "f", "g"], _guest.Ls(d));
        Assert.Equal("f\n", _guest.Cat($"{d}/f"));
        FilesFixture.Fails(Errno.EEXIST, $"{d}/dir: File exists", () => _guest.LnF($"{d}/f", $"{d}/dir"));
    }

    [Fact]
    public void Ln_s_makes_a_link_to_anything()
    {
        var d = fixture.NewDirectory();
        _guest.LnS("../\udcff any\n", $"{d}/link");
        Assert.Equal("../\udcff any\n", _guest.Readlink($"{d}/link"));
        FilesFixture.Fails(Errno.EEXIST, $"{d}/link: File exists", () => _guest.LnS("x", $"{d}/link"));
        FilesFixture.Fails(Errno.ENOENT, "No such file or directory", () => _guest.LnS("", $"{d}/empty"));
        _guest.Mkdir($"{d}/dir");
        _guest.LnS("a/b", $"{d}/dir");
        Assert.Equal("a/b", _guest.Readlink($"{d}/dir/b"));
    }

    [Fact]
    public void Ln_sf_replaces_files()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo f > f && mkdir dir && ln -s dir todir");
        _guest.LnSf("x", $"{d}/f");
        Assert.Equal("x", _guest.Readlink($"{d}/f"));
        _guest.LnSf("y", $"{d}/todir");
        _guest.LnSf("z/", $"{d}/todir");
        Assert.Equal(["y", "z"], _guest.Ls($"{d}/dir"));
        Assert.Equal(["dir", "f", "todir"], _guest.Ls(d));
        FilesFixture.Fails(Errno.EEXIST, $"{d}/dir/q: File exists", () =>
        {
            _guest.Mkdir($"{d}/dir/q");
            _guest.LnSf("a/q", $"{d}/dir");
        });
    }

    [Fact]
    public void Readlink_is_for_links()
    {
        FilesFixture.Fails(Errno.EINVAL, "/ro/f: Invalid argument", () => _guest.Readlink("/ro/f"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Readlink("/no"));
    }

    [Fact]
    public void Realpath_has_no_links_in_it()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p a/b && touch a/f && ln -s {d}/a abs && ln -s ../../../../../../ro out && ln -s loop loop");
        Assert.Equal($"{d}/a/f", _guest.Realpath($"{d}/abs/b/.././f"));
        Assert.Equal("/ro/f", _guest.Realpath($"{d}/out/f"));
        Assert.Equal("/", _guest.Realpath("/"));
        Assert.Equal("/", _guest.Realpath("/../.."));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Realpath("/no"));
        FilesFixture.Fails(Errno.ELOOP, "Too many levels of symbolic links", () => _guest.Realpath($"{d}/loop"));
        FilesFixture.Fails(Errno.ENOTDIR, "Not a directory", () => _guest.Realpath("/ro/f/"));
    }

    [Fact]
    public void No_link_leads_to_the_appliance()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"""
            cd /sysroot{d} && ln -s /etc/passwd passwd && ln -s ../../../../../../etc/passwd up && ln -s /proc/1/root/etc/passwd root
            ln -s /etc etc && ln -s / slash && ln -s /dev/vda vda && ln -s /proc/self/fd/0 magic
            """);
        foreach (var name in new[] { "passwd", "up", "root", "etc/passwd", "slash/etc/passwd", "vda", "magic" })
        {
            FilesFixture.Fails(Errno.ENOENT, $"{d}/{name}: No such file or directory", () => _guest.Cat($"{d}/{name}"));
            FilesFixture.Fails(Errno.ENOENT, $"{d}/{name}: No such file or directory", () => _guest.Download($"{d}/{name}", Stream.Null));
        }

        FilesFixture.Fails(Errno.ENOENT, "No such file or directory", () => _guest.Ls($"{d}/etc"));
        FilesFixture.Fails(Errno.ENOENT, "No such file or directory", () => _guest.Write($"{d}/passwd", "x"u8.ToArray()));
        Assert.Contains("ro", _guest.Ls($"{d}/slash"));

        _guest.Mkdir("/etc");
        _guest.Write("/etc/passwd", "guest's\n"u8.ToArray());
        foreach (var name in new[] { "passwd", "up", "etc/passwd", "slash/../etc/passwd" })
        {
            Assert.Equal("guest's\n", _guest.Cat($"{d}/{name}"));
        }

        _guest.Write($"{d}/up", "changed\n"u8.ToArray());
        Assert.Equal("changed\n", _guest.Cat("/etc/passwd"));
        _guest.RmRf("/etc");
        Assert.StartsWith("root:x:0:0:", fixture.Shell("cat /etc/passwd"));
    }
}

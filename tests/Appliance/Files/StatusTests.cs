using System.Globalization;

namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class StatusTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string MakeFileAndLink()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && printf hello > f && chown 7:8 f && chmod 4640 f && ln -s f link && mknod dev c 4 64 && touch -d '2001-02-03 04:05:06.789012345 UTC' f");
        return d;
    }

    [Fact]
    public void Statns_is_what_stat_prints()
    {
        var d = MakeFileAndLink();
        var s = _guest.Statns($"{d}/link");
        Assert.Equal(
            fixture.Shell($"stat -c '%d %i %f %h %u %g %s %o %b %X %Y %Z' /sysroot{d}/f").Trim(),
            string.Join(' ', s.Dev, s.Ino, s.Mode.ToString("x", CultureInfo.InvariantCulture), s.Nlink, s.Uid, s.Gid, s.Size, s.Blksize, s.Blocks, s.AtimeSec, s.MtimeSec, s.CtimeSec));
        Assert.Equal((981173106, 789012345), (s.MtimeSec, s.MtimeNsec));
    }

    [Fact]
    public void Lstatns_does_not_follow()
    {
        var d = MakeFileAndLink();
        Assert.Equal(0xa1ff, _guest.Lstatns($"{d}/link").Mode);
        Assert.Equal((4 << 8) | 64, _guest.Lstatns($"{d}/dev").Rdev);
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Lstatns("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Statns("/no"));
    }

    [Fact]
    public void Stat_and_lstat_have_whole_seconds()
    {
        var d = MakeFileAndLink();
        Assert.Equal((981173106, 5, 7), (_guest.Stat($"{d}/link").Mtime, _guest.Stat($"{d}/link").Size, _guest.Stat($"{d}/link").Uid));
        Assert.Equal(1, _guest.Lstat($"{d}/link").Size);
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Stat("/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Lstat("/no"));
    }

    [Fact]
    public void Many_names_are_looked_at_at_once()
    {
        var d = MakeFileAndLink();
        var names = new[] { "f", "missing", "link", "", "." };
        var list = _guest.Lstatnslist(d, names);
        Assert.Equal([_guest.Lstatns($"{d}/f").Ino, -1, _guest.Lstatns($"{d}/link").Ino, -1, _guest.Lstatns(d).Ino], list.Select(s => s.Ino));
        Assert.Equal(list.Select(s => s.Ino), _guest.Lstatlist(d, names).Select(s => s.Ino));
        Assert.Equal(3000, _guest.Lstatnslist(d, [.. Enumerable.Repeat("f", 3000)]).Length);
        Assert.Equal(["", "f", ""], _guest.Readlinklist(d, ["f", "link", "missing"]));
        FilesFixture.Fails(Errno.EINVAL, "names: 'd/sub' is not a file name", () => _guest.Lstatnslist(d, ["d/sub"]));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Lstatlist("/no", ["f"]));
        FilesFixture.Fails(Errno.ENOTDIR, "/ro/f: Not a directory", () => _guest.Readlinklist("/ro/f", ["f"]));
    }

    [Fact]
    public void The_parent_of_the_root_is_the_root()
        => Assert.Equal(_guest.Lstatns("/").Ino, _guest.Lstatnslist("/", [".."])[0].Ino);

    [Fact]
    public void Statvfs_is_what_stat_prints()
    {
        var s = _guest.Statvfs("/small");
        Assert.Equal(
            fixture.Shell("stat -f -c '%s %S %b %f %a %c %d %l' /sysroot/small").Trim(),
            string.Join(' ', s.Bsize, s.Frsize, s.Blocks, s.Bfree, s.Bavail, s.Files, s.Ffree, s.Namemax));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Statvfs("/no"));
    }

    [Fact]
    public void Filesize_follows_links()
    {
        var d = MakeFileAndLink();
        Assert.Equal(5, _guest.Filesize($"{d}/link"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Filesize("/no"));
    }
}

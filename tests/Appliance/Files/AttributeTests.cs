namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class AttributeTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string Show(string path) => fixture.Shell($"stat -c '%a %u:%g' /sysroot{path}").Trim();

    [Fact]
    public void Touch_creates_and_renews()
    {
        var d = fixture.NewDirectory();
        _guest.Touch($"{d}/f");
        Assert.Equal("644 0:0", Show($"{d}/f"));
        fixture.Shell($"touch -d 2001-01-01 /sysroot{d}/f && printf x > /sysroot{d}/g && touch -d 2001-01-01 /sysroot{d}/g");
        _guest.Touch($"{d}/f");
        _guest.Touch($"{d}/g");
        Assert.InRange(_guest.Statns($"{d}/f").MtimeSec, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600);
        Assert.InRange(_guest.Statns($"{d}/g").AtimeSec, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600);
        Assert.Equal("x", _guest.Cat($"{d}/g"));
    }

    // As libguestfs 1.48, links among them.
    [Fact]
    public void Touch_is_for_regular_files()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir dir && mkfifo fifo && touch f && ln -s f link && ln -s nowhere dangling && mknod chr c 1 3");
        foreach (var name in new[] { "dir", "fifo", "link", "dangling", "chr" })
        {
            FilesFixture.Fails(Errno.EINVAL, "touch can only be used on a regular file", () => _guest.Touch($"{d}/{name}"));
        }

        Assert.False(_guest.Exists($"{d}/nowhere"));
        FilesFixture.Fails(Errno.ENOENT, "/no/x: No such file or directory", () => _guest.Touch("/no/x"));
    }

    [Fact]
    public void Chmod_follows_links()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f && ln -s f link && ln -s /etc/passwd evil");
        _guest.Chmod(0x9ed, $"{d}/link"); // 04755
        Assert.Equal("4755 0:0", Show($"{d}/f"));
        _guest.Chmod(0x81a4, $"{d}/f"); // 0100644, as stat returns it
        Assert.Equal("644 0:0", Show($"{d}/f"));
        FilesFixture.Fails(Errno.EINVAL, "the mode is -1", () => _guest.Chmod(-1, $"{d}/f"));
        FilesFixture.Fails(Errno.ENOENT, "/evil: No such file or directory", () => _guest.Chmod(0, $"{d}/evil"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Chmod(0, "/no"));
    }

    [Fact]
    public void Chown_follows_links_and_lchown_does_not()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f && ln -s f link");
        _guest.Chown(1, 2, $"{d}/link");
        _guest.Lchown(3, 4, $"{d}/link");
        _guest.Chown(-1, 5, $"{d}/f");
        Assert.Equal("644 1:5", Show($"{d}/f"));
        Assert.Equal("777 3:4", Show($"{d}/link"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Chown(0, 0, "/no"));
        FilesFixture.Fails(Errno.ENOENT, "/no: No such file or directory", () => _guest.Lchown(0, 0, "/no"));
    }
}

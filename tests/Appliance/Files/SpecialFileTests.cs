namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class SpecialFileTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string Show(string path) => fixture.Shell($"stat -c '%F %a %t:%T' /sysroot{path}").Trim();

    [Fact]
    public void Nodes_are_made_with_type_mode_and_number()
    {
        var d = fixture.NewDirectory();
        _guest.Mkfifo(0x1ff, $"{d}/p");
        _guest.MknodB(0x1b6, 8, 1, $"{d}/b");
        _guest.MknodC(0x1a4, 4, 300, $"{d}/c");
        _guest.Mknod(0xc1ed, 0, 0, $"{d}/s"); // 0140755
        _guest.Mknod(0x1a4, 0, 0, $"{d}/r");
        Assert.Equal("fifo 755 0:0", Show($"{d}/p"));
        Assert.Equal("block special file 644 8:1", Show($"{d}/b"));
        Assert.Equal("character special file 644 4:12c", Show($"{d}/c"));
        Assert.Equal("socket 755 0:0", Show($"{d}/s"));
        Assert.Equal("regular empty file 644 0:0", Show($"{d}/r"));
        FilesFixture.Fails(Errno.EEXIST, "File exists", () => _guest.Mkfifo(0, $"{d}/p"));
        FilesFixture.Fails(Errno.EINVAL, "the mode is -1", () => _guest.MknodB(-1, 8, 1, $"{d}/x"));
        FilesFixture.Fails(Errno.EINVAL, "the device number is -2", () => _guest.MknodC(0, -2, 1, $"{d}/x"));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Mknod(0x1a4, 0, 0, "/ro/x"));
    }

    [Fact]
    public void Temporary_names_are_new_and_private()
    {
        var d = fixture.NewDirectory();
        var directory = _guest.Mkdtemp($"{d}/tXXXXXX");
        var file = _guest.Mktemp($"{d}/fXXXXXX", suffix: ".txt");
        Assert.Matches($"^{d}/t[A-Za-z0-9]{{6}}$", directory);
        Assert.Matches($"^{d}/f[A-Za-z0-9]{{6}}\\.txt$", file);
        Assert.StartsWith("directory 700", Show(directory));
        Assert.StartsWith("regular empty file 600", Show(file));
        Assert.NotEqual(_guest.Mktemp($"{d}/XXXXXX"), _guest.Mktemp($"{d}/XXXXXX"));
        FilesFixture.Fails(Errno.EINVAL, "must end with XXXXXX", () => _guest.Mktemp($"{d}/nothing"));
        FilesFixture.Fails(Errno.EINVAL, "must end with XXXXXX", () => _guest.Mkdtemp($"{d}/XXXXX"));
        FilesFixture.Fails(Errno.EINVAL, "the suffix cannot contain a slash", () => _guest.Mktemp($"{d}/XXXXXX", suffix: "/x"));
        FilesFixture.Fails(Errno.ENOENT, "/no/", () => _guest.Mkdtemp("/no/XXXXXX"));
    }

    [Fact]
    public void Times_are_set_to_the_nanosecond_to_now_or_not_at_all()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f && ln -s f l");
        _guest.Utimens($"{d}/f", 1_000_000_000, 123456789, 2_000_000_000, 987654321);
        _guest.Utimens($"{d}/l", 3_000_000_000, 0, 4_000_000_000, 0);
        Assert.Equal("3000000000 4000000000", fixture.Shell($"stat -c '%X %Y' /sysroot{d}/l").Trim());
        Assert.Equal("1000000000.123456789 2000000000.987654321", fixture.Shell($"stat -c '%.9X %.9Y' /sysroot{d}/f").Trim());
        _guest.Utimens($"{d}/f", 0, -2, 0, -1);
        var status = _guest.Statns($"{d}/f");
        Assert.Equal(1_000_000_000, status.AtimeSec);
        Assert.InRange(status.MtimeSec, DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 3600);
        FilesFixture.Fails(Errno.EINVAL, "nanoseconds are 1000000000", () => _guest.Utimens($"{d}/f", 0, 1_000_000_000, 0, 0));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Utimens("/no", 0, 0, 0, 0));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Utimens("/ro/f", 0, 0, 0, 0));
    }

    [Fact]
    public void Attributes_are_copied_as_asked_for()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch a b c d e && chmod 4751 a && chown 5:6 a && chmod 4751 a && setfattr -n user.x -v v a");
        string Look(string name) => fixture.Shell($"stat -c '%a %u:%g' /sysroot{d}/{name}").Trim() + " " + _guest.Getxattrs($"{d}/{name}").Length;
        _guest.CopyAttributes($"{d}/a", $"{d}/b");
        Assert.Equal("644 0:0 0", Look("b"));
        _guest.CopyAttributes($"{d}/a", $"{d}/b", mode: true);
        Assert.Equal("4751 0:0 0", Look("b"));
        _guest.CopyAttributes($"{d}/a", $"{d}/c", xattributes: true, ownership: true);
        Assert.Equal("644 5:6 1", Look("c"));
        _guest.CopyAttributes($"{d}/a", $"{d}/d", all: true);
        Assert.Equal("4751 5:6 1", Look("d"));
        _guest.CopyAttributes($"{d}/a", $"{d}/e", all: true, mode: false);
        Assert.Equal("644 5:6 1", Look("e"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.CopyAttributes("/no", $"{d}/a", all: true));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.CopyAttributes($"{d}/a", "/no", all: true));
    }
}

namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class GrepTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private (string Plain, string Packed) Prepare()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", "abc\nABC\na+c\naac\nnone\n"u8.ToArray());
        fixture.Shell($"gzip -k /sysroot{d}/f");
        return ($"{d}/f", $"{d}/f.gz");
    }

    [Fact]
    public void The_three_kinds_of_patterns_match_as_grep_does()
    {
        var (f, _) = Prepare();
        Assert.Equal(["a+c"], _guest.Grep("a+c", f));
        Assert.Equal(["aac"], _guest.Grep("a+c", f, extended: true));
        Assert.Equal(["a+c"], _guest.Grep("a+c", f, @fixed: true));
        Assert.Equal(["abc", "ABC"], _guest.Grep("^abc$", f, insensitive: true));
        Assert.Equal(["aac"], _guest.Egrep("a+c", f));
        Assert.Equal(["a+c"], _guest.Fgrep("a+c", f));
        Assert.Equal(["abc", "ABC"], _guest.Grepi("^aBc$", f));
        Assert.Equal(["abc", "ABC"], _guest.Egrepi("^(a)bc", f));
        Assert.Equal(["a+c"], _guest.Fgrepi("A+C", f));
        Assert.Empty(_guest.Grep("nothing", f));
    }

    [Fact]
    public void Compressed_files_are_unpacked_and_others_taken_as_they_are()
    {
        var (f, z) = Prepare();
        Assert.Equal(["a+c"], _guest.Grep("a+c", z, compressed: true));
        Assert.Equal(["a+c"], _guest.Zgrep("a+c", z));
        Assert.Equal(["aac"], _guest.Zegrep("a+c", z));
        Assert.Equal(["a+c"], _guest.Zfgrep("a+c", z));
        Assert.Equal(["abc", "ABC"], _guest.Zgrepi("^aBc$", z));
        Assert.Equal(["abc", "ABC"], _guest.Zegrepi("^(a)bc", z));
        Assert.Equal(["a+c"], _guest.Zfgrepi("A+C", f));
        Assert.Empty(_guest.Zgrep("nothing", z));
    }

    [Fact]
    public void Patterns_and_lines_may_be_of_any_bytes()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", (byte[])[(byte)'x', 0xff, 0, (byte)'y', (byte)'\n', (byte)'-', (byte)'e', (byte)'\n']);
        Assert.Equal(["x\udcff\0y"], _guest.Grep("\udcff", $"{d}/f"));
        Assert.Equal(["-e"], _guest.Grep("-e", $"{d}/f"));
        Assert.Equal(2, _guest.Grep("", $"{d}/f").Length);
    }

    [Fact]
    public void Bad_patterns_and_files_are_told()
    {
        var (f, _) = Prepare();
        FilesFixture.Fails(Errno.EIO, "grep:", () => _guest.Grep("a\\(", f));
        FilesFixture.Fails(Errno.EINVAL, "cannot be both extended and fixed", () => _guest.Grep("a", f, extended: true, @fixed: true));
        fixture.Shell($"head -c 30 /sysroot{f}.gz > /sysroot{f}.cut");
        FilesFixture.Fails(Errno.EIO, "gzip:", () => _guest.Zgrep("a", f + ".cut"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Zegrep("a", "/no"));
    }
}

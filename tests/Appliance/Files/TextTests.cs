namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class TextTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    private string Numbers(string directory)
    {
        fixture.Shell($"seq 1 20 > /sysroot{directory}/n; ln -s n /sysroot{directory}/link; mkfifo /sysroot{directory}/pipe");
        return $"{directory}/n";
    }

    [Fact]
    public void Head_and_tail_take_ten_lines_or_as_many_as_they_are_told()
    {
        var n = Numbers(fixture.NewDirectory());
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), _guest.Head(n));
        Assert.Equal(Enumerable.Range(11, 10).Select(i => $"{i}"), _guest.Tail(n));
        Assert.Equal(["1", "2"], _guest.HeadN(2, n));
        Assert.Equal(["1", "2"], _guest.HeadN(-18, n));
        Assert.Empty(_guest.HeadN(0, n));
        Assert.Equal(["19", "20"], _guest.TailN(2, n));
        Assert.Equal(["19", "20"], _guest.TailN(-19, n));
        Assert.Empty(_guest.TailN(0, n));
        Assert.Empty(_guest.TailN(int.MinValue, n));
    }

    [Fact]
    public void Lines_of_any_bytes_arrive_unchanged()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", (byte[])[(byte)'a', 0xff, (byte)'\n', (byte)'\n', (byte)'z']);
        Assert.Equal(["a\udcff", "", "z"], _guest.Head($"{d}/f"));
    }

    [Fact]
    public void Counts_are_those_of_wc()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", "one two\nthree\n\nfour"u8.ToArray());
        Assert.Equal((3, 4, 19), (_guest.WcL($"{d}/f"), _guest.WcW($"{d}/f"), _guest.WcC($"{d}/f")));
        fixture.Shell($"truncate -s 3G /sysroot{d}/huge");
        FilesFixture.Fails(Errno.ERANGE, "the count is 3221225472, more than an int holds", () => _guest.WcC($"{d}/huge"));
    }

    [Fact]
    public void Strings_finds_text_in_bytes()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", (byte[])[0, 1, .. "hello world"u8, 0, .. "abc"u8, 0, .. "tail!"u8]);
        Assert.Equal(["hello world", "tail!"], _guest.Strings($"{d}/f"));
        _guest.Write($"{d}/w", System.Text.Encoding.Unicode.GetBytes("wide text\0"));
        Assert.Empty(_guest.Strings($"{d}/w"));
        Assert.Equal(["wide text"], _guest.StringsE("l", $"{d}/w"));
        FilesFixture.Fails(Errno.EINVAL, "encoding is 'x', but must be one of", () => _guest.StringsE("x", $"{d}/w"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(40_000)]
    public void Hexdump_prints_what_the_host_s_tool_prints(int length)
    {
        var d = fixture.NewDirectory();
        byte[] content = [.. Enumerable.Range(0, length).Select(i => i is > 100 and < 20_000 ? (byte)'z' : (byte)(i * 11))];
        _guest.Write($"{d}/f", content);
        Assert.Equal(fixture.Shell($"busybox hexdump -C /sysroot{d}/f"), _guest.Hexdump($"{d}/f"));
    }

    [Fact]
    public void Text_functions_fail_alike_on_what_is_no_regular_file()
    {
        var d = fixture.NewDirectory();
        Numbers(d);
        foreach (var call in (Action<string>[])[
            p => _guest.Head(p), p => _guest.HeadN(1, p), p => _guest.Tail(p), p => _guest.TailN(1, p), p => _guest.WcL(p), p => _guest.WcW(p), p => _guest.WcC(p),
            p => _guest.Strings(p), p => _guest.StringsE("s", p), p => _guest.Hexdump(p), p => _guest.Grep("x", p)])
        {
            FilesFixture.Fails(Errno.ENOENT, "/no", () => call("/no"));
            FilesFixture.Fails(Errno.EISDIR, "Is a directory", () => call(d));
            FilesFixture.Fails(Errno.EINVAL, "is a named pipe", () => call($"{d}/pipe"));
        }

        Assert.Equal(["1"], _guest.HeadN(1, $"{d}/link"));
    }
}

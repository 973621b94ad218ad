namespace GuestCtl.Appliance.Tests.Files;

[Collection(FilesCollection.Name)]
public sealed class KindTests(FilesFixture fixture)
{
    private readonly GuestFs _guest = fixture.Guest;

    [Fact]
    public void File_says_what_content_is_and_what_else_there_may_be()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo text > t && ln -s t l && mkfifo p && mknod c c 1 3 && mknod b b 7 0 && gzip -k t && mkdir d");
        Assert.Equal("ASCII text", _guest.File($"{d}/t"));
        Assert.StartsWith("ASCII text (gzip compressed data", _guest.File($"{d}/t.gz"), StringComparison.Ordinal);
        Assert.Equal(
            ["symbolic link", "FIFO", "character device", "block device", "directory"],
            new[] { "l", "p", "c", "b", "d" }.Select(name => _guest.File($"{d}/{name}")));
        Assert.Contains("ext4 filesystem data", _guest.File("/dev/sda"));
        Assert.Equal("socket", _guest.File("/ro/s"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.File("/no"));
    }

    [Fact]
    public void Zfile_looks_into_compressed_files()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo text | gzip > g && echo text | bzip2 > b && seq 1 500 | compress > c");
        Assert.Equal("ASCII text", _guest.Zfile("gzip", $"{d}/g"));
        Assert.Equal("ASCII text", _guest.Zfile("bzip2", $"{d}/b"));
        Assert.Equal("ASCII text", _guest.Zfile("compress", $"{d}/c"));
        FilesFixture.Fails(Errno.EINVAL, "unknown method 'lha': expecting gzip, compress or bzip2", () => _guest.Zfile("lha", $"{d}/g"));
    }

    [Fact]
    public void Equal_compares_contents()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && echo a > a && echo a > b && echo c > c && ln -s a l");
        Assert.True(_guest.Equal($"{d}/a", $"{d}/b"));
        Assert.True(_guest.Equal($"{d}/l", $"{d}/b"));
        Assert.False(_guest.Equal($"{d}/a", $"{d}/c"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Equal($"{d}/a", "/no"));
    }

    [Fact]
    public void Df_shows_the_guest_s_mounts_by_its_own_names()
    {
        var lines = _guest.Df().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Filesystem     1K-blocks", lines[0]);
        Assert.Equal(["/", "/ro", "/small"], lines[1..].Select(line => line.Split(' ')[^1]).Order(StringComparer.Ordinal));
        Assert.Matches(@"/dev/sdb +[0-9.]+M .* /small", _guest.DfH());
    }

    [Fact]
    public void Du_counts_what_is_below_and_follows_no_link()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir a && head -c 100000 /dev/zero > a/f && ln -s /usr a/l && truncate -s 1G a/hole && ln -s a la && sync");
        Assert.Equal(long.Parse(fixture.Shell($"du -sk /sysroot{d}/a").Split('\t')[0]), _guest.Du($"{d}/a"));
        Assert.Equal(long.Parse(fixture.Shell($"du -k /sysroot{d}/a/f").Split('\t')[0]), _guest.Du($"{d}/a/f"));
        Assert.Equal(0, _guest.Du($"{d}/la"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Du("/no"));
    }

    [Fact]
    public void Llz_lists_as_ll_does_with_a_column_more()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && touch f");
        Assert.Matches(@"-rw-r--r-- +1 0 0 \? +0 .* f\n", _guest.Llz(d));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Llz("/no"));
    }
}

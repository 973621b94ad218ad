using System.Diagnostics;
using GuestCtl.Appliance.Tests.Files;

namespace GuestCtl.Appliance.Tests.Archives;

[Collection(FilesCollection.Name)]
public sealed class EncodedFileTests(FilesFixture fixture)
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i / 1000))];

    private readonly GuestFs _guest = fixture.Guest;

    private string HostFile(string name) => Path.Combine(fixture.HostDirectory, name);

    // The host's own tool is the judge.
    private static byte[] Run(string tool, string arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"{tool} {arguments} < '{input}'"]) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    [Theory]
    [InlineData("gzip", null)]
    [InlineData("gzip", 1)]
    [InlineData("bzip2", 9)]
    [InlineData("xz", 1)]
    public void A_file_comes_out_compressed_and_goes_in_again(string type, int? level)
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", Content);
        _guest.CompressOut(type, $"{d}/f", HostFile("z"), level: level);
        Assert.Equal(Content, Run(type, "-dc", HostFile("z")));
        _guest.Uncompress(type, HostFile("z"), $"{d}/back");
        Assert.True(_guest.Equal($"{d}/f", $"{d}/back"));
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("lzop")]
    [InlineData("zstd")]
    [InlineData("lzma")]
    public void Other_types_go_out_and_in(string type)
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", Content);
        _guest.CompressOut(type, $"{d}/f", HostFile("z"));
        Assert.True(new FileInfo(HostFile("z")).Length < Content.Length / 10);
        _guest.Uncompress(type, HostFile("z"), $"{d}/back");
        Assert.True(_guest.Equal($"{d}/f", $"{d}/back"));
    }

    [Fact]
    public void A_device_comes_out_compressed()
    {
        _guest.CompressDeviceOut("gzip", "/dev/sdc", HostFile("z"), level: 1);
        _guest.Download("/dev/sdc", HostFile("raw"));
        Assert.Equal(File.ReadAllBytes(HostFile("raw")), Run("gzip", "-dc", HostFile("z")));
        FilesFixture.Fails(Errno.ENOENT, "/dev/nope", () => _guest.CompressDeviceOut("gzip", "/dev/nope", HostFile("z")));
    }

    [Fact]
    public void Compression_says_what_is_wrong()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", Content);
        FilesFixture.Fails(Errno.EINVAL, "unknown compression type: lha", () => _guest.CompressOut("lha", $"{d}/f", HostFile("z")));
        FilesFixture.Fails(Errno.EINVAL, "unknown compression type: ", () => _guest.CompressOut("", $"{d}/f", HostFile("z")));
        FilesFixture.Fails(Errno.EINVAL, "level is 10, but must be between 1 and 9", () => _guest.CompressOut("gzip", $"{d}/f", HostFile("z"), level: 10));
        FilesFixture.Fails(Errno.EINVAL, "compress has no levels", () => _guest.CompressOut("compress", $"{d}/f", HostFile("z"), level: 5));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.CompressOut("gzip", "/no", HostFile("z")));
        File.WriteAllText(HostFile("text"), "no archive");
        FilesFixture.Fails(Errno.EIO, "gzip:", () => _guest.Uncompress("gzip", HostFile("text"), $"{d}/g"));
        _guest.Write($"{d}/big", new byte[30 << 20]);
        _guest.CompressOut("gzip", $"{d}/big", HostFile("z"));
        FilesFixture.Fails(Errno.ENOSPC, "/small/g: No space left on device", () => _guest.Uncompress("gzip", HostFile("z"), "/small/g"));
        _guest.Rm("/small/g");
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Uncompress("gzip", HostFile("z"), "/ro/g"));
    }

    [Fact]
    public void Base64_goes_both_ways()
    {
        var d = fixture.NewDirectory();
        _guest.Write($"{d}/f", Content);
        _guest.Base64Out($"{d}/f", HostFile("b64"));
        Assert.Equal(76, File.ReadLines(HostFile("b64")).First().Length);
        Assert.Equal(Content, Convert.FromBase64String(File.ReadAllText(HostFile("b64"))));
        _guest.Base64In(HostFile("b64"), $"{d}/back");
        Assert.True(_guest.Equal($"{d}/f", $"{d}/back"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.Base64Out("/no", HostFile("b64")));
        FilesFixture.Fails(Errno.EROFS, "Read-only file system", () => _guest.Base64In(HostFile("b64"), "/ro/x"));
    }

    [Theory]
    [InlineData(null, "070701")]
    [InlineData("newc", "070701")]
    [InlineData("crc", "070702")]
    public void A_directory_becomes_a_cpio_archive(string? format, string magic)
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p t/s && echo x > t/s/x && ln -s /etc/passwd t/l && ln -s t tl");
        _guest.CpioOut($"{d}/tl", HostFile("c"), format: format);
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(HostFile("c")));
        Assert.StartsWith(magic, text);
        Assert.Contains("/etc/passwd", text);
        Assert.Contains("s/x\0", text);
        Assert.Contains("TRAILER!!!", text);
        FilesFixture.Fails(Errno.EINVAL, "the format is 'odc', but must be newc or crc", () => _guest.CpioOut(d, HostFile("c"), format: "odc"));
        FilesFixture.Fails(Errno.ENOTDIR, "Not a directory", () => _guest.CpioOut("/ro/f", HostFile("c")));
    }

    [Fact]
    public void The_older_tar_functions_are_tar_with_gzip_and_xz()
    {
        var d = fixture.NewDirectory();
        fixture.Shell($"cd /sysroot{d} && mkdir -p t/s in1 in2 && echo x > t/s/x");
        _guest.TgzOut($"{d}/t", HostFile("tgz"));
        _guest.TxzOut($"{d}/t", HostFile("txz"));
        Assert.Equal([0x1f, 0x8b], File.ReadAllBytes(HostFile("tgz"))[..2]);
        Assert.Equal([0xfd, (byte)'7'], File.ReadAllBytes(HostFile("txz"))[..2]);
        _guest.TgzIn(HostFile("tgz"), $"{d}/in1");
        _guest.TxzIn(HostFile("txz"), $"{d}/in2");
        Assert.Equal("x\n", _guest.Cat($"{d}/in1/s/x"));
        Assert.Equal("x\n", _guest.Cat($"{d}/in2/s/x"));
        FilesFixture.Fails(Errno.EIO, "xz:", () => _guest.TxzIn(HostFile("tgz"), $"{d}/in1"));
        FilesFixture.Fails(Errno.EIO, "gzip:", () => _guest.TgzIn(HostFile("txz"), $"{d}/in1"));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.TgzOut("/no", HostFile("tgz")));
        FilesFixture.Fails(Errno.ENOENT, "/no", () => _guest.TxzOut("/no", HostFile("tgz")));
    }
}

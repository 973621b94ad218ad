using System.IO.Compression;
using System.Text;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Inspection.Binaries;

namespace GuestCtl.Daemon.Tests.Inspection;

public sealed class BinaryTests : IDisposable
{
    private readonly GuestTree _tree = new();

    [Theory]
    [InlineData(2, 1, 62, "x86_64")]
    [InlineData(1, 1, 62, "x86_64")]
    [InlineData(1, 1, 3, "i386")]
    [InlineData(2, 1, 183, "aarch64")]
    [InlineData(1, 1, 40, "arm")]
    [InlineData(1, 2, 20, "ppc")]
    [InlineData(2, 2, 21, "ppc64")]
    [InlineData(2, 1, 21, "ppc64le")]
    [InlineData(2, 2, 22, "s390x")]
    [InlineData(1, 2, 22, "s390")]
    [InlineData(2, 1, 243, "riscv64")]
    [InlineData(1, 1, 243, "riscv32")]
    [InlineData(1, 2, 2, "sparc")]
    [InlineData(2, 2, 43, "sparc64")]
    [InlineData(2, 1, 50, "ia64")]
    [InlineData(2, 1, 258, "loongarch64")]
    [InlineData(2, 1, 9999, null)]
    [InlineData(3, 1, 62, null)]
    [InlineData(2, 3, 62, null)]
    public void An_ELF_header_names_its_machine(byte bits, byte order, int machine, string? expected)
        => Assert.Equal(expected, BinaryHeader.Architecture(Elf(bits, order, machine)));

    [Fact]
    public void A_truncated_header_is_no_binary()
    {
        var elf = Elf(2, 1, 62);
        for (var length = 0; length < 20; length++)
        {
            Assert.Null(BinaryHeader.Architecture(elf.AsSpan(0, length)));
        }

        var windows = Windows(0x8664);
        for (var length = 0; length < 0x46; length++)
        {
            Assert.Null(BinaryHeader.Architecture(windows.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(0x14c, "i386")]
    [InlineData(0x8664, "x86_64")]
    [InlineData(0xaa64, "aarch64")]
    [InlineData(0x1234, null)]
    public void A_Windows_header_names_its_machine(int machine, string? expected) => Assert.Equal(expected, BinaryHeader.Architecture(Windows(machine)));

    [Fact]
    public void A_Windows_header_that_points_nowhere_is_none()
    {
        var header = Windows(0x8664);
        BitConverter.TryWriteBytes(header.AsSpan(0x3c), uint.MaxValue);
        Assert.Null(BinaryHeader.Architecture(header));
    }

    [Fact]
    public async Task The_host_s_own_shell_is_what_the_host_is()
    {
        _tree.File("sh", await File.ReadAllBytesAsync("/bin/sh"));
        Assert.Equal(System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64 ? "x86_64" : "aarch64", await Of("sh"));
    }

    [Fact]
    public async Task An_initrd_is_known_by_its_first_binary()
    {
        var microcode = Cpio(("kernel/x86/microcode/GenuineIntel.bin", new byte[5000]));
        var initrd = Cpio(("init", "#!/bin/sh\n"u8.ToArray()), ("bin", []), ("usr/bin/busybox", Elf(2, 1, 183)));
        _tree.File("plain", initrd)
            .File("gzipped", Gzip(initrd))
            .File("early", [.. microcode, .. new byte[512 - (microcode.Length % 512)], .. Gzip(initrd)])
            .File("early-plain", [.. microcode, .. new byte[512], .. initrd]);
        Assert.Equal("aarch64", await Of("plain"));
        Assert.Equal("aarch64", await Of("gzipped"));
        Assert.Equal("aarch64", await Of("early"));
        Assert.Equal("aarch64", await Of("early-plain"));
    }

    [Fact]
    public async Task A_compressed_module_is_known_by_what_is_in_it()
    {
        _tree.File("module.ko.gz", Gzip(Elf(2, 2, 22)));
        Assert.Equal("s390x", await Of("module.ko.gz"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("#!/bin/sh\n")]
    [InlineData("070701")]
    [InlineData("070701zzzzzzzzzzzzzzzz")]
    [InlineData("\u007fELF")]
    public async Task Other_files_have_no_architecture(string content)
    {
        _tree.File("file", content).File("gz", Gzip(Encoding.UTF8.GetBytes(content)));
        Assert.Null(await Of("file"));
        Assert.Null(await Of("gz"));
    }

    [Fact]
    public async Task Damaged_archives_end_the_search()
    {
        var initrd = Cpio(("bin/sh", Elf(2, 1, 62)));
        _tree.File("cut", initrd[..130])
            .File("size", Encoding.ASCII.GetBytes("070701" + string.Concat(Enumerable.Repeat("ffffffff", 13))))
            .File("gz", Gzip(initrd)[..20])
            .File("many", [.. initrd[..110].Select((b, i) => i is >= 94 and < 102 ? (byte)'f' : b)]);
        foreach (var name in (string[])["cut", "size", "gz", "many"])
        {
            Assert.Null(await Of(name));
        }
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked_to_its_end()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Cpio(("zeros", []))[..120]);
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                gzip.Write(block);
            }
        }

        _tree.File("bomb", packed.ToArray());
        Assert.Null(await Of("bomb").WaitAsync(TimeSpan.FromSeconds(30)));
    }

    public void Dispose() => _tree.Dispose();

    internal static byte[] Elf(byte bits, byte order, int machine)
    {
        var header = new byte[64];
        "\u007fELF"u8.CopyTo(header);
        (header[4], header[5], header[6]) = (bits, order, 1);
        (header[order == 1 ? 18 : 19], header[order == 1 ? 19 : 18]) = ((byte)machine, (byte)(machine >> 8));
        return header;
    }

    private async Task<string?> Of(string name)
    {
        using var file = Libc.Open(Path.Combine(_tree.Directory, name), OpenFlags.ReadOnly)!;
        return await FileArchitecture.OfAsync(file, CancellationToken.None);
    }

    private static byte[] Windows(int machine)
    {
        var header = new byte[128];
        "MZ"u8.CopyTo(header);
        header[0x3c] = 0x40;
        "PE\0\0"u8.CopyTo(header.AsSpan(0x40));
        BitConverter.TryWriteBytes(header.AsSpan(0x44), (ushort)machine);
        return header;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Cpio(params (string Name, byte[] Content)[] files)
    {
        var archive = new List<byte>();
        foreach (var (name, content) in files.Append(("TRAILER!!!", [])))
        {
            var fields = new[] { 1, 0x81ed, 0, 0, 1, 0, content.Length, 0, 0, 0, 0, name.Length + 1, 0 };
            archive.AddRange(Encoding.ASCII.GetBytes("070701" + string.Concat(fields.Select(f => f.ToString("x8")))));
            archive.AddRange(Encoding.ASCII.GetBytes(name + "\0"));
            Pad();
            archive.AddRange(content);
            Pad();
        }

        return [.. archive];

        void Pad() => archive.AddRange(new byte[(4 - (archive.Count % 4)) % 4]);
    }
}

using System.Text;
using GuestCtl.Drives;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Client.Tests.Drives.Formats;

public sealed class ImageHeaderReaderTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("qcow2", null)]
    [InlineData("qcow2", "compat=0.10")]
    [InlineData("qcow2", "cluster_size=512")]
    [InlineData("qcow", null)]
    [InlineData("qed", null)]
    [InlineData("vmdk", null)]
    [InlineData("vdi", null)]
    [InlineData("vhdx", null)]
    [InlineData("vpc", null)]
    public void What_qemu_img_makes_is_recognised(string format, string? option)
    {
        var path = _directory.File("image");
        QemuImg.Run(["create", "-q", "-f", format, .. option is null ? Array.Empty<string>() : ["-o", option], path, "64M"]);

        var header = ImageHeaderReader.Read(path);

        Assert.Equal(format, header.Format);
        Assert.Empty(header.References);
        Assert.Null(header.Unusable);
        if (format is not ("vhdx" or "vpc"))
            Assert.Equal(64 << 20, header.VirtualSize);
    }

    [Fact]
    public void Random_bytes_are_raw()
    {
        var header = ImageHeaderReader.Read(_directory.WriteFile("image", [.. Enumerable.Range(1, 5000).Select(i => (byte)(i * 7919 >> 3))]));
        Assert.Equal(("raw", 5000L), (header.Format, header.VirtualSize));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_file_shorter_than_any_header_is_raw(int length) =>
        Assert.Equal("raw", ImageHeaderReader.Read(_directory.WriteFile("image", "QFI\0\0\0\0\0"u8[..length].ToArray())).Format);

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(196000)]
    public void A_truncated_qcow2_says_how_long_it_should_be(int length)
    {
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", "qcow2", path, "64M");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);

        var failure = Assert.Throws<DriveException>(() => ImageHeaderReader.Read(path));

        Assert.Contains($"is a qcow2 image but is only {length} bytes long; the header says", failure.Message);
        Assert.Contains(path, failure.Message);
    }

    [Theory]
    [InlineData(20, "00000040", "2^64 bytes")]
    [InlineData(24, "ffffffffffffffff", "virtual size")]
    [InlineData(40, "7fffffffffffff00", "reaches to byte")]
    [InlineData(48, "ffffffffffffff00", "reaches to byte")]
    [InlineData(36, "ffffffff", "reaches to byte")]
    public void A_qcow2_header_that_lies_is_an_error(int at, string hex, string message)
    {
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", "qcow2", path, "64M");
        Patch(path, at, Convert.FromHexString(hex));
        Assert.Contains(message, Assert.Throws<DriveException>(() => ImageHeaderReader.Read(path)).Message);
    }

    [Fact]
    public void A_qcow2_of_an_unknown_version_cannot_be_used()
    {
        var path = _directory.WriteFile("image", [.. "QFI"u8, 0xfb, 0, 0, 0, 9, .. new byte[500]]);
        Assert.Contains("version 9", ImageHeaderReader.Read(path).Unusable);
    }

    [Fact]
    public void Backing_file_and_format_are_read()
    {
        var (below, above) = (_directory.File("below"), _directory.File("above"));
        QemuImg.Run("create", "-q", "-f", "qcow2", below, "64M");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", below, "-F", "qcow2", above);

        var header = ImageHeaderReader.Read(above);

        Assert.Equal(below, header.Backing!.Name);
        Assert.Equal("qcow2", header.BackingFormat);
    }

    [Fact]
    public void Extensions_without_an_end_mark_end_at_the_backing_files_name()
    {
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-o", "compat=0.10", "-u", "-b", "zzzzzzzzzz", "-F", "raw", path, "1M");
        var bytes = File.ReadAllBytes(path);
        // Right behind the one extension (at 72, 8 bytes and 8 of text) comes the name.
        bytes[15] = 88;
        "zzzzzzzzzz"u8.CopyTo(bytes.AsSpan(88));
        File.WriteAllBytes(path, bytes);

        var header = ImageHeaderReader.Read(path);
        Assert.Equal(("zzzzzzzzzz", "raw"), (header.Backing!.Name, header.BackingFormat));
    }

    [Fact]
    public void An_external_data_file_is_read()
    {
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-o", $"data_file={_directory.File("data")}", path, "64M");
        Assert.Equal(_directory.File("data"), ImageHeaderReader.Read(path).DataFile!.Name);
    }

    [Theory]
    [InlineData("# Disk DescriptorFile\nversion=1\ncreateType=\"monolithicFlat\"\nRW 2048 FLAT \"/etc/passwd\" 8\n")]
    [InlineData("# Disk DescriptorFile\r\nversion=1\r\ncreateType = monolithicFlat\r\nRW\t2048\tFLAT\t\"/etc/passwd\"\t8\r\n\0\0")]
    public void A_vmdk_text_names_its_extent(string text)
    {
        var header = ImageHeaderReader.Read(_directory.WriteFile("image", Encoding.ASCII.GetBytes(text)));
        Assert.Equal(("vmdk", 1L << 20, null), (header.Format, header.VirtualSize, header.Unusable));
        Assert.Equal(new VmdkExtent(new FileReference("extent", "/etc/passwd"), 4096, 1 << 20), Assert.Single(header.Extents));
    }

    [Fact]
    public void A_flat_vmdk_of_qemu_img_names_its_data_file()
    {
        var path = _directory.File("disk.vmdk");
        QemuImg.Run("create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", path, "1M");
        Assert.Equal("disk-flat.vmdk", Assert.Single(ImageHeaderReader.Read(path).Extents).File.Name);
    }

    [Fact]
    public void A_sparse_vmdk_that_claims_no_size_is_the_wrapped_text_that_it_is()
    {
        var bytes = new byte[8192];
        "KDMV"u8.CopyTo(bytes);
        bytes[28] = 1; // the descriptor is at sector 1
        "# Disk DescriptorFile\nversion=1\nRW 2048 FLAT \"/etc/passwd\" 0\n"u8.CopyTo(bytes.AsSpan(512));
        var header = ImageHeaderReader.Read(_directory.WriteFile("image", bytes));
        Assert.True(header.IsDescription);
        Assert.NotNull(header.Unusable);
    }

    [Fact]
    public void A_vmdk_parent_is_seen()
    {
        var (below, above) = (_directory.File("below"), _directory.File("above"));
        QemuImg.Run("create", "-q", "-f", "vmdk", below, "64M");
        QemuImg.Run("create", "-q", "-f", "vmdk", "-b", below, "-F", "vmdk", above);
        Assert.Equal(below, ImageHeaderReader.Read(above).Backing!.Name);
    }

    private static void Patch(string path, int at, byte[] bytes)
    {
        using var file = File.OpenWrite(path);
        file.Position = at;
        file.Write(bytes);
    }
}

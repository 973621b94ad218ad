using System.Buffers.Binary;
using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class ImageInfoTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("raw")]
    [InlineData("qcow2")]
    [InlineData("qcow")]
    [InlineData("qed")]
    [InlineData("vmdk")]
    [InlineData("vdi")]
    [InlineData("vhdx")]
    [InlineData("vhdx", "subformat=fixed")]
    [InlineData("vpc")]
    [InlineData("vpc", "force_size=on")]
    [InlineData("vpc", "subformat=dynamic", "41963520")]
    [InlineData("vpc", "force_size=on", "41963520")]
    [InlineData("vhdx", "block_size=2M", "60T")]
    [InlineData("vpc", "subformat=dynamic", "2000G")]
    public void Format_and_size_are_what_qemu_img_says(string format, string? option = null, string size = "40M")
    {
        var path = _directory.File("-a:b,c");
        QemuImg.Run(["create", "-q", "-f", format, .. option is null ? Array.Empty<string>() : ["-o", option], path, size]);
        var expected = QemuImg.Info(path);

        Assert.Equal(expected.GetProperty("format").GetString(), ImageInfo.Format(path));
        Assert.Equal(expected.GetProperty("virtual-size").GetInt64(), ImageInfo.VirtualSize(path));
        Assert.False(ImageInfo.HasBackingFile(path));
    }

    [Fact]
    public void A_raw_size_is_rounded_up_to_sectors_as_qemu_does()
    {
        Assert.Equal(1024, ImageInfo.VirtualSize(_directory.WriteFile("image", new byte[1000])));
        Assert.Equal(0, ImageInfo.VirtualSize(_directory.WriteFile("empty", [])));
    }

    [Fact]
    public void A_size_that_is_not_there_is_said_to_be_unknown()
    {
        var path = _directory.WriteFile("image", [.. "vhdxfile"u8, .. new byte[400 << 10]]);
        Assert.Equal("vhdx", ImageInfo.Format(path));
        Assert.Contains("cannot be told", Assert.Throws<DriveException>(() => ImageInfo.VirtualSize(path)).Message);
    }

    [Theory]
    [InlineData(long.MaxValue - 5, 1, 0u)]
    [InlineData(long.MinValue, 1, 0u)]
    [InlineData(1 << 20, 2047, uint.MaxValue)]
    [InlineData(1 << 20, 65535, 65536u)]
    public void Tables_that_lead_elsewhere_have_no_size(long metadataAt, int items, uint itemAt)
    {
        var image = new byte[3 << 20];
        "vhdxfile"u8.CopyTo(image);
        var region = image.AsSpan(192 << 10);
        "regi"u8.CopyTo(region);
        BinaryPrimitives.WriteUInt32LittleEndian(region[8..], uint.MaxValue);
        new Guid("8b7ca206-4790-4b9a-b8fe-575f050f886e").TryWriteBytes(region[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(region[32..], metadataAt);
        var table = image.AsSpan(1 << 20);
        "metadata"u8.CopyTo(table);
        BinaryPrimitives.WriteUInt16LittleEndian(table[10..], (ushort)items);
        new Guid("2fa54224-cd1b-4876-b211-5dbed83bf4b8").TryWriteBytes(table[32..]);
        BinaryPrimitives.WriteUInt32LittleEndian(table[48..], itemAt);

        Assert.Contains("cannot be told", Assert.Throws<DriveException>(() => ImageInfo.VirtualSize(_directory.WriteFile("image", image))).Message);
    }

    [Fact]
    public void A_negative_size_is_none()
    {
        byte[] image = [.. "conectix"u8, .. new byte[504]];
        "win "u8.CopyTo(image.AsSpan(28));
        image[48] = 0x80;
        Assert.Contains("cannot be told", Assert.Throws<DriveException>(() => ImageInfo.VirtualSize(_directory.WriteFile("image", image))).Message);
    }

    [Fact]
    public void A_backing_file_is_seen_without_being_opened()
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", "-u", "-b", "/no/such/file", "-F", "raw", _directory.File("image"), "1M");
        Assert.True(ImageInfo.HasBackingFile(_directory.File("image")));
    }

    [Fact]
    public void A_missing_image_is_named() =>
        Assert.Contains("does not exist", Assert.Throws<DriveException>(() => ImageInfo.Format(_directory.File("nothing"))).Message);
}

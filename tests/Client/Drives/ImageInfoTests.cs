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
    [InlineData("vpc")]
    public async Task Format_and_size_are_what_qemu_img_says(string format)
    {
        var path = _directory.File("-a:b,c");
        QemuImg.Run("create", "-q", "-f", format, path, "40M");
        var expected = QemuImg.Info(path);

        Assert.Equal(expected.GetProperty("format").GetString(), ImageInfo.Format(path));
        Assert.Equal(expected.GetProperty("virtual-size").GetInt64(), await ImageInfo.VirtualSizeAsync(path));
        Assert.False(ImageInfo.HasBackingFile(path));
    }

    [Fact]
    public async Task A_raw_size_is_rounded_up_to_sectors_as_qemu_does()
    {
        Assert.Equal(1024, await ImageInfo.VirtualSizeAsync(_directory.WriteFile("image", new byte[1000])));
        Assert.Equal(0, await ImageInfo.VirtualSizeAsync(_directory.WriteFile("empty", [])));
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

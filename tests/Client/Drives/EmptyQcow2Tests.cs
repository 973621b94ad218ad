using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class EmptyQcow2Tests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(0L)]
    [InlineData(512L)]
    [InlineData(536870912L)]
    [InlineData(536871424L)]
    [InlineData(10995116277760L)]
    [InlineData(1125899906842624L)]
    public void Qemu_img_finds_an_image_without_errors(long size)
    {
        var path = _directory.File("image");
        using (var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite))
            EmptyQcow2.Write(file, size);

        Assert.Equal(size, QemuImg.Info(path).GetProperty("virtual-size").GetInt64());
        Assert.Contains("No errors were found", QemuImg.Run("check", path));
    }

    [Fact]
    public void A_disk_beyond_what_qcow2_holds_is_refused()
    {
        using var file = File.OpenHandle(_directory.File("image"), FileMode.CreateNew, FileAccess.ReadWrite);
        Assert.Contains("too big", Assert.Throws<DriveException>(() => EmptyQcow2.Write(file, long.MaxValue)).Message);
    }

    [Fact]
    public void An_existing_file_is_never_overwritten() =>
        Assert.Throws<IOException>(() => TemporaryImage.Create(_directory.WriteFile("image", [1])));
}

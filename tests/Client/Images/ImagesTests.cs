using System.Diagnostics;

namespace GuestCtl.Client.Tests.Images;

/// <summary>Expected values come from qemu-img.</summary>
public sealed class ImagesTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        _guest.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("qcow2")]
    [InlineData("vmdk")]
    [InlineData("vdi")]
    [InlineData("vhdx")]
    public void Format_and_size_are_those_that_qemu_img_gave_the_image(string format)
    {
        var image = PathOf("disk");
        QemuImg("create", "-q", "-f", format, image, "67108864");
        Assert.Equal(format, _guest.DiskFormat(image));
        Assert.Equal(67108864, _guest.DiskVirtualSize(image));
        Assert.False(_guest.DiskHasBackingFile(image));
    }

    [Fact]
    public void Any_other_file_is_raw()
    {
        File.WriteAllText(PathOf("text"), new string('x', 1000));
        Assert.Equal("raw", _guest.DiskFormat(PathOf("text")));
    }

    [Fact]
    public void A_missing_image_is_an_error_that_names_it()
        => Assert.Equal(Errno.ENOENT, Assert.Throws<GuestOperationException>(() => _guest.DiskFormat(PathOf("none"))).Errno);

    [Fact]
    public void A_created_raw_disk_is_sparse_and_of_its_size()
    {
        _guest.DiskCreate(PathOf("raw"), "raw", 1L << 33);
        Assert.Equal(1L << 33, new FileInfo(PathOf("raw")).Length);
        Assert.Equal("raw", _guest.DiskFormat(PathOf("raw")));
    }

    [Fact]
    public void A_created_qcow2_disk_has_what_was_asked_for()
    {
        _guest.DiskCreate(PathOf("base"), "qcow2", 1 << 20, preallocation: "metadata", compat: "0.10", clusterSize: 4096);
        _guest.DiskCreate(PathOf("top"), "qcow2", -1, backingFile: PathOf("base"), backingFormat: "qcow2");
        Assert.True(_guest.DiskHasBackingFile(PathOf("top")));
        Assert.Equal(1 << 20, _guest.DiskVirtualSize(PathOf("top")));
        var info = QemuImg("info", "--output=json", PathOf("base"));
        Assert.Contains("\"cluster-size\": 4096", info);
        Assert.Contains("\"compat\": \"0.10\"", info);
        Assert.Contains("No errors", QemuImg("check", PathOf("base")));
    }

    [Theory]
    [InlineData("vmdk", 1000, "vmdk")]
    [InlineData("raw", -5, "size")]
    public void What_cannot_be_created_is_refused(string format, long size, string reason)
        => Assert.Contains(reason, Assert.Throws<GuestOperationException>(() => _guest.DiskCreate(PathOf("x"), format, size)).Message);

    private string PathOf(string name) => Path.Combine(_directory.Path, name);

    private static string QemuImg(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("qemu-img", arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}

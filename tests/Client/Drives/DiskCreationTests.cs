using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class DiskCreationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("off")]
    [InlineData("sparse")]
    [InlineData("full")]
    public async Task A_raw_disk_has_its_size(string? preallocation)
    {
        var path = _directory.File("disk");
        await DiskCreation.CreateAsync(path, "raw", 1 << 20, new() { Preallocation = preallocation });

        var info = QemuImg.Info(path);
        Assert.Equal(("raw", 1L << 20), (info.GetProperty("format").GetString(), info.GetProperty("virtual-size").GetInt64()));
        Assert.Equal(preallocation == "full", info.GetProperty("actual-size").GetInt64() >= 1 << 20);
    }

    [Fact]
    public async Task A_qcow2_disk_has_its_options_whatever_its_name()
    {
        var path = _directory.File("-o a:b,c");
        await DiskCreation.CreateAsync(path, "qcow2", 1 << 20, new() { Compat = "0.10", Clustersize = 4096, Preallocation = "metadata" });

        var info = QemuImg.Info(path);
        Assert.Equal(("qcow2", 1L << 20), (info.GetProperty("format").GetString(), info.GetProperty("virtual-size").GetInt64()));
        Assert.Equal(4096, info.GetProperty("cluster-size").GetInt32());
        Assert.Equal("0.10", info.GetProperty("format-specific").GetProperty("data").GetProperty("compat").GetString());
    }

    [Fact]
    public async Task A_snapshot_takes_size_and_format_from_what_it_stands_on()
    {
        var below = _directory.File("be,low");
        QemuImg.Run("create", "-q", "-f", "qcow2", below, "3M");
        await DiskCreation.CreateAsync(_directory.File("disk"), "qcow2", -1, new() { Backingfile = "be,low" });

        var info = QemuImg.Info(_directory.File("disk"));
        Assert.Equal(3 << 20, info.GetProperty("virtual-size").GetInt32());
        Assert.Equal("be,low", info.GetProperty("backing-filename").GetString());
        Assert.Equal("qcow2", info.GetProperty("backing-filename-format").GetString());
    }

    [Theory]
    [InlineData("raw", -1, null, null, null, "size")]
    [InlineData("qcow2", -1, null, null, null, "size")]
    [InlineData("vmdk", 1, null, null, null, "'raw' or 'qcow2'")]
    [InlineData("raw", 1, "metadata", null, null, "preallocation")]
    [InlineData("qcow2", 1, "all", null, null, "preallocation")]
    [InlineData("raw", 1, null, "1.1", null, "raw disk has no")]
    [InlineData("qcow2", 1, null, "2", null, "compatibility")]
    [InlineData("qcow2", 1, null, null, 1000, "power of two")]
    [InlineData("qcow2", 1, null, null, 4 << 20, "power of two")]
    public async Task What_is_not_possible_is_refused(string format, long size, string? preallocation, string? compat, int? cluster, string why)
    {
        var failure = await Assert.ThrowsAsync<DriveException>(() => DiskCreation.CreateAsync(
            _directory.File("disk"), format, size, new() { Preallocation = preallocation, Compat = compat, Clustersize = cluster }));
        Assert.Contains(why, failure.Message);
        Assert.False(File.Exists(_directory.File("disk")));
    }

    [Fact]
    public async Task Nothing_below_the_backing_file_is_opened()
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", "-u", "-b", _directory.File("canary"), "-F", "raw", _directory.File("below"), "3M");
        // Whoever opened it would wait there.
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_directory.File("canary")]))
            await mkfifo.WaitForExitAsync();
        await DiskCreation.CreateAsync(_directory.File("disk"), "qcow2", -1, new() { Backingfile = _directory.File("below") });
        Assert.Equal(3 << 20, ImageInfo.VirtualSize(_directory.File("disk")));
    }

    [Theory]
    [InlineData("raw", 200 << 10)]
    [InlineData("qcow2", 3 << 20)]
    public async Task The_size_is_that_of_the_backing_file_in_the_format_that_was_given(string format, long size)
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", _directory.File("below"), "3M");
        using (var below = new FileStream(_directory.File("below"), FileMode.Open))
            below.SetLength(200 << 10);
        await DiskCreation.CreateAsync(_directory.File("disk"), "qcow2", -1, new() { Backingfile = "below", Backingformat = format });
        Assert.Equal(size, ImageInfo.VirtualSize(_directory.File("disk")));
    }

    [Fact]
    public async Task A_backing_format_that_the_file_does_not_have_is_refused()
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", _directory.File("below"), "3M");
        var failure = await Assert.ThrowsAsync<DriveException>(
            () => DiskCreation.CreateAsync(_directory.File("disk"), "qcow2", -1, new() { Backingfile = "file:below", Backingformat = "vmdk" }));
        Assert.Contains("is not a vmdk image; it looks like qcow2", failure.Message);
        Assert.False(File.Exists(_directory.File("disk")));
    }

    [Fact]
    public async Task What_qemu_img_says_reaches_the_user()
    {
        var failure = await Assert.ThrowsAsync<DriveException>(() => DiskCreation.CreateAsync(_directory.File("no/such/disk"), "qcow2", 512, new()));
        Assert.Contains("No such file or directory", failure.Message);
    }
}

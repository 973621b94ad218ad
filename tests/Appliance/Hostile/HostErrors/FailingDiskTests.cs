namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A disk of the host that fails under a drive: calls that need it fail in words of the guest's system, and the handle lives on.</summary>
public sealed class FailingDiskTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const int Size = 32 << 20;
    private const int MiB = 1 << 20;

    private readonly FailingDisk _disk = new(Size);
    private readonly GuestFs _guest = TestMachine.CreateHandle();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _guest.AddDrive("", format: "raw", protocol: "nbd", server: [_disk.Server]);
        _guest.AddDriveScratch(MiB);
        await _guest.LaunchAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _guest.DisposeAsync().AsTask().WaitAsync(Patience);
        await _disk.DisposeAsync();
    }

    [Fact]
    public async Task Reads_fail_with_EIO_and_succeed_once_the_disk_is_well_again()
    {
        _disk.ReadError = Errno.EIO;
        await FailsAsync(_guest.PreadDeviceAsync("/dev/sda", MiB, 16 * MiB));
        await FailsAsync(_guest.DownloadAsync("/dev/sda", Stream.Null));
        await FailsAsync(_guest.ChecksumDeviceAsync("md5", "/dev/sda"));
        await Assert.ThrowsAsync<GuestOperationException>(() => _guest.MountAsync("/dev/sda", "/").WaitAsync(Patience));
        Assert.Equal("unknown", (await _guest.ListFilesystemsAsync().WaitAsync(Patience))["/dev/sda"]);
        Assert.Empty(await _guest.InspectOsAsync().WaitAsync(Patience));
        await WorksOnAsync();
        _disk.ReadError = 0;
        Assert.Equal(new byte[MiB], await _guest.PreadDeviceAsync("/dev/sda", MiB, 16 * MiB).WaitAsync(Patience));
    }

    [Fact]
    public async Task Writes_to_a_device_fail_with_EIO()
    {
        _disk.WriteError = Errno.EIO;
        await FailsAsync(_guest.UploadAsync(new MemoryStream(new byte[4 * MiB]), "/dev/sda"));
        await FailsAsync(_guest.MkfsAsync("ext4", "/dev/sda"));

        // What the kernel keeps is told of when it is written out.
        await _guest.PwriteDeviceAsync("/dev/sda", new byte[MiB], 0).WaitAsync(Patience);
        Assert.Contains("/dev/sda: not all that was written could be written out", (await FailsAsync(_guest.SyncAsync())).Message);
        await WorksOnAsync();
    }

    [Fact]
    public async Task A_file_system_whose_disk_fails_says_so_and_lets_itself_be_unmounted()
    {
        await _guest.MkfsAsync("ext4", "/dev/sda");
        await _guest.MountAsync("/dev/sda", "/");
        await _guest.WriteAsync("/before", "text"u8.ToArray());
        await _guest.SyncAsync();
        _disk.WriteError = Errno.EIO;
        await _guest.WriteAsync("/after", new byte[MiB]);
        await FailsAsync(_guest.SyncAsync());
        var error = await Record.ExceptionAsync(() => _guest.UmountAllAsync().WaitAsync(Patience));
        Assert.True(error is null or GuestOperationException { Detail.Length: > 0 }, $"{error}");
        await WorksOnAsync();
    }

    [Fact]
    public async Task Shutdown_tells_of_what_was_lost()
    {
        _disk.WriteError = Errno.EIO;
        await _guest.PwriteDeviceAsync("/dev/sda", new byte[MiB], 0).WaitAsync(Patience);
        await FailsAsync(_guest.ShutdownAsync());
        Assert.True(_guest.IsConfig());
    }

    private static async Task<GuestOperationException> FailsAsync(Task call)
    {
        var error = await Assert.ThrowsAsync<GuestOperationException>(() => call.WaitAsync(Patience));
        Assert.Contains("Input/output error", error.Message, StringComparison.OrdinalIgnoreCase);
        return error;
    }

    private async Task WorksOnAsync()
    {
        await _guest.PwriteDeviceAsync("/dev/sdb", "works on"u8.ToArray(), 0).WaitAsync(Patience);
        Assert.Equal("works on"u8.ToArray(), await _guest.PreadDeviceAsync("/dev/sdb", 8, 0).WaitAsync(Patience));
    }
}

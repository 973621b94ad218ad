namespace GuestCtl.Appliance.Tests.Hostile;

/// <summary>Drives that are taken away while something reads or writes them: the call ends, and the machine and its other drives work on.</summary>
public sealed class UnpluggedDriveTests
{
    // Long enough for a busy machine; what is tested takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const long Size = 2L << 30;

    // As when a cable is pulled: the kernel takes the device away without asking who uses it.
    private const string Pull = "echo 1 > /sys/block/sdb/device/delete";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_drive_that_is_removed_during_a_transfer_ends_it_or_stays(bool isUpload)
    {
        await using var guest = await LaunchAsync();
        var stream = new MovingStream(Size);
        var busy = isUpload ? guest.UploadAsync(stream, "/dev/sdb") : guest.DownloadAsync("/dev/sdb", stream);
        await stream.Moves.WaitAsync(Patience);

        // Refused while it is used, or done: both are answers. What must not be is a call that never ends.
        var refusal = await Record.ExceptionAsync(() => guest.RemoveDriveAsync("gone").WaitAsync(Patience));
        Assert.True(refusal is null or GuestOperationException { Detail.Length: > 0 }, $"{refusal}");
        await EndsAsync(busy);
        if (refusal is null)
        {
            Assert.Equal(["/dev/sda"], await guest.ListDevicesAsync().WaitAsync(Patience));
        }

        await WorksOnAsync(guest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_drive_that_is_gone_in_mid_transfer_ends_it_with_an_error(bool isUpload)
    {
        await using var guest = await LaunchAsync();
        var stream = new MovingStream(Size, holds: true);
        var busy = isUpload ? guest.UploadAsync(stream, "/dev/sdb") : guest.DownloadAsync("/dev/sdb", stream);
        await stream.Moves.WaitAsync(Patience);
        await guest.DebugAsync("sh", [Pull]).WaitAsync(Patience);
        stream.GoOn();
        await Assert.ThrowsAsync<GuestOperationException>(() => busy.WaitAsync(Patience));
        Assert.Equal(["/dev/sda"], await guest.ListDevicesAsync().WaitAsync(Patience));
        await WorksOnAsync(guest);
    }

    [Fact]
    public async Task A_drive_that_is_gone_below_a_file_system_fails_its_calls_and_can_be_unmounted()
    {
        await using var guest = await LaunchAsync();
        await guest.MkfsAsync("ext4", "/dev/sdb");
        await guest.MountAsync("/dev/sdb", "/");
        await guest.WriteAsync("/file", "text"u8.ToArray());
        await guest.SyncAsync();
        var stream = new MovingStream(Size, holds: true);
        var busy = guest.UploadAsync(stream, "/big");
        await stream.Moves.WaitAsync(Patience);
        await guest.DebugAsync("sh", [Pull]).WaitAsync(Patience);
        stream.GoOn();
        await Assert.ThrowsAsync<GuestOperationException>(() => busy.WaitAsync(Patience));
        await Assert.ThrowsAsync<GuestOperationException>(() => guest.MkdirAsync("/new").WaitAsync(Patience));
        await EndsAsync(guest.FindAsync("/"));
        await EndsAsync(guest.SyncAsync());
        await guest.UmountAllAsync().WaitAsync(Patience);
        Assert.Empty(await guest.MountsAsync().WaitAsync(Patience));
        await WorksOnAsync(guest);
    }

    private static async Task<GuestFs> LaunchAsync()
    {
        var guest = TestMachine.CreateHandle();
        guest.AddDriveScratch(1 << 20);
        guest.AddDriveScratch(Size, label: "gone");
        await guest.LaunchAsync();
        return guest;
    }

    private static async Task EndsAsync(Task call)
    {
        var error = await Record.ExceptionAsync(() => call.WaitAsync(Patience));
        Assert.True(error is null or GuestOperationException { Detail.Length: > 0 }, $"{error}");
    }

    private static async Task WorksOnAsync(GuestFs guest)
    {
        await guest.PwriteDeviceAsync("/dev/sda", "works on"u8.ToArray(), 0).WaitAsync(Patience);
        Assert.Equal("works on"u8.ToArray(), await guest.PreadDeviceAsync("/dev/sda", 8, 0).WaitAsync(Patience));
    }
}

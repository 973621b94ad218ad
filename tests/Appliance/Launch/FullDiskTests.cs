namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>A host disk that fills up under a drive.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly SmallFileSystem _small = new(8);

    public void Dispose() => _small.Dispose();

    [Fact]
    public async Task A_full_disk_under_the_overlay_is_an_error_of_the_write_and_the_handle_lives_on()
    {
        var image = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(image))
            {
                file.SetLength(64 << 20);
            }

            await using var guest = TestMachine.CreateHandle();
            guest.SetTmpdir(_small.Path);
            guest.AddDrive(image, readOnly: true, format: "raw");
            await guest.LaunchAsync();
            var error = await Assert.ThrowsAsync<GuestOperationException>(
                () => guest.DebugAsync("sh", ["dd if=/dev/urandom of=/dev/sda bs=1M count=32 oflag=direct"]).WaitAsync(TimeSpan.FromMinutes(2)));
            Assert.Contains("dd: ", error.Message);
            await guest.PingDaemonAsync();
            Assert.Equal(new byte[64 << 20], await File.ReadAllBytesAsync(image));
        }
        finally
        {
            File.Delete(image);
        }
    }
}

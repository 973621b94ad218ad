using System.Diagnostics;
using System.Security.Cryptography;

namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A file system of the host that has no room left for an image: writes of the guest fail, and the image stays whole.</summary>
public sealed class FullHostTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const long Size = 64 << 20;

    private readonly SmallFileSystem _small = new(4);

    public void Dispose() => _small.Dispose();

    [Theory]
    [InlineData("raw")]
    [InlineData("qcow2")]
    public async Task Writes_fail_and_what_was_written_before_is_there(string format)
    {
        var image = Path.Combine(_small.Path, $"image.{format}");
        var first = RandomNumberGenerator.GetBytes(1 << 20);
        await using (var guest = TestMachine.CreateHandle())
        {
            guest.DiskCreate(image, format, Size);
            guest.AddDrive(image, format: format);
            await guest.LaunchAsync();
            await guest.PwriteDeviceAsync("/dev/sda", first, 0);
            var error = await Assert.ThrowsAsync<GuestOperationException>(
                () => guest.UploadOffsetAsync(new MemoryStream(RandomNumberGenerator.GetBytes(16 << 20)), "/dev/sda", 2 << 20).WaitAsync(Patience));
            Assert.Contains("No space left on device", error.Message);
            await guest.PingDaemonAsync().WaitAsync(Patience);
            var lost = await Assert.ThrowsAsync<GuestOperationException>(() => guest.ShutdownAsync().WaitAsync(Patience));
            Assert.Contains("/dev/sda: not all that was written could be written out", lost.Message);
        }

        Run("qemu-img", "info", "-f", format, image);
        await using var again = TestMachine.CreateHandle();
        again.AddDrive(image, format: format, readOnly: true);
        again.SetTmpdir(Path.GetTempPath());
        await again.LaunchAsync();
        Assert.Equal(first, await again.PreadDeviceAsync("/dev/sda", first.Length, 0));
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

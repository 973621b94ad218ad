using System.Globalization;

namespace GuestCtl.Appliance.Tests.Filesystems;

/// <summary>A file system that is mounted with discard gives back what was removed, however soon it goes.</summary>
public sealed class DiscardTests : IDisposable
{
    private const int MiB = 1 << 20;
    private const int BlocksOfMiB = 2048;

    private readonly TemporaryDirectory _directory = new();

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_removed_is_given_back_by_the_end(bool unmounts)
    {
        var image = _directory["disk"];
        await using (var file = File.Create(image))
        {
            file.SetLength(64 * MiB);
        }

        await using var guest = TestMachine.CreateHandle();
        guest.AddDrive(image, format: "raw", discard: "enable");
        await guest.LaunchAsync();
        guest.Mkfs("ext4", "/dev/sda");
        guest.MountOptions("discard", "/dev/sda", "/");
        guest.Fill(1, 40 * MiB, "/big");
        guest.Sync();
        Assert.InRange(await BlocksAsync(image), 40 * BlocksOfMiB, 64 * BlocksOfMiB);
        guest.Rm("/big");
        if (unmounts)
        {
            guest.UmountAll();
        }

        guest.Shutdown();
        Assert.InRange(await BlocksAsync(image), 0, 20 * BlocksOfMiB);
    }

    private static async Task<long> BlocksAsync(string file)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b", file]) { RedirectStandardOutput = true })!;
        return long.Parse(await stat.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }
}

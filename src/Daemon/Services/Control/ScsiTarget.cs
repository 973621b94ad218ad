using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Drives as the kernel sees them: SCSI targets that come and go.</summary>
internal static class ScsiTarget
{
    /// <summary>Waits until the disk at a target has its block device, and returns that.</summary>
    public static async Task<string> WaitAsync(uint target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            // Opening waits for the kernel's scan for partitions, so that they are there when the caller looks.
            if (FindDisk(target) is { } disk && Libc.Open($"/dev/{disk}", OpenFlags.ReadOnly) is { } opened)
            {
                opened.Dispose();
                DiskLabels.Link(disk);
                VolumeAssembly.Note(disk);
                return $"/dev/{disk}";
            }

            if (Environment.TickCount64 > deadline)
            {
                throw new OperationFailedException($"the drive at target {target} did not appear within {timeout.TotalSeconds:0} s", Errno.ENODEV);
            }

            await Task.Delay(2, cancellationToken);
        }
    }

    /// <summary>Writes a disk out and removes it from the kernel. Fails while something uses it.</summary>
    public static async Task ReleaseAsync(uint target, CancellationToken cancellationToken)
    {
        if (FindDisk(target) is not { } disk)
        {
            return;
        }

        await VolumeRelease.FromDriveAsync(disk, cancellationToken);
        using (var device = Libc.Open($"/dev/{disk}", OpenFlags.ReadOnly | OpenFlags.Exclusive)
            ?? throw OperationFailedException.FromLast($"/dev/{disk}: the drive is still in use"))
        {
            Libc.Flush(device);
        }

        DiskLabels.Unlink(disk);
        await File.WriteAllTextAsync($"/sys/block/{disk}/device/delete", "1", cancellationToken);
    }

    private static string? FindDisk(uint target)
    {
        const string devices = "/sys/bus/scsi/devices";
        if (!Directory.Exists(devices))
        {
            return null;
        }

        foreach (var device in Directory.EnumerateDirectories(devices))
        {
            // host:channel:target:lun
            if (Path.GetFileName(device).Split(':') is [_, _, var number, "0"] && number == target.ToString() && Directory.Exists($"{device}/block"))
            {
                return Directory.EnumerateDirectories($"{device}/block").Select(Path.GetFileName).FirstOrDefault();
            }
        }

        return null;
    }
}

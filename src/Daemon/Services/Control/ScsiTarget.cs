using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Drives as the kernel sees them: SCSI targets that come and go.</summary>
internal static class ScsiTarget
{
    private const string Devices = "/sys/bus/scsi/devices";

    private static readonly Lazy<string> Host = new(FindHost);
    private static readonly AttachedDisks Attached = new();

    /// <summary>Listens for drives from now on.</summary>
    public static void Listen() => Attached.At("");

    /// <summary>Waits until the disk at a target has its block device, and returns that.</summary>
    public static string Wait(uint target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            // Its partitions are there, too, so that the caller finds them.
            if ((Attached.At(Address(target)) ?? (Attached.MissedSome ? FindDisk(target) : null)) is { } disk && Libc.Open($"/dev/{disk}", OpenFlags.ReadOnly) is { } opened)
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

            cancellationToken.ThrowIfCancellationRequested();
            Attached.Wait();
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
        Attached.Forget(Address(target));
        await File.WriteAllTextAsync($"/sys/block/{disk}/device/delete", "1", cancellationToken);
    }

    private static string Address(uint target) => $"{Host.Value}:0:{target}:0";

    private static string? FindDisk(uint target)
    {
        var block = $"{Devices}/{Address(target)}/block";
        return Directory.Exists(block) ? Directory.EnumerateDirectories(block).Select(Path.GetFileName).FirstOrDefault() : null;
    }

    private static string FindHost()
    {
        foreach (var host in Directory.EnumerateDirectories("/sys/class/scsi_host"))
        {
            if (File.ReadAllText($"{host}/proc_name").TrimEnd() == "virtio_scsi")
            {
                return Path.GetFileName(host)["host".Length..];
            }
        }

        throw new OperationFailedException("the appliance has no controller for drives", Errno.ENODEV);
    }
}

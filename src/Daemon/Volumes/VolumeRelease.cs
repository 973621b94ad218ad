using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Takes volumes apart that the daemon put together, so that their drives can go. What is in use stays, and
/// then the drive cannot go either.</summary>
internal static class VolumeRelease
{
    /// <summary>Deactivates all groups and stops all arrays.</summary>
    public static async Task AllAsync(CancellationToken cancellationToken)
    {
        if (SysBlock.Mapped.Any(LogicalVolume.IsPart))
        {
            await Tool.TryRunAsync("lvm", ["vgchange", "-a", "n"], cancellationToken).ConfigureAwait(false);
        }

        foreach (var array in SysBlock.Arrays)
        {
            await StopAsync(array, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deactivates the groups and stops the arrays that have a part on a drive.</summary>
    public static async Task FromDriveAsync(string disk, CancellationToken cancellationToken)
    {
        foreach (var device in SysBlock.Partitions(disk).Prepend(disk).ToList())
        {
            await FromDeviceAsync(device, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task FromDeviceAsync(string device, CancellationToken cancellationToken)
    {
        foreach (var holder in SysBlock.Holders(device))
        {
            if (holder.StartsWith("md", StringComparison.Ordinal))
            {
                await FromDeviceAsync(holder, cancellationToken).ConfigureAwait(false);
                await StopAsync(holder, cancellationToken).ConfigureAwait(false);
            }
            else if (LogicalVolume.IsPart(holder) && LogicalVolume.Split(SysBlock.Read($"/sys/class/block/{holder}/dm/name") ?? "") is var (group, _))
            {
                await Tool.TryRunAsync("lvm", ["vgchange", "-a", "n", group], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Task<ToolResult> StopAsync(string array, CancellationToken cancellationToken)
        => Tool.TryRunAsync("mdadm", ["--stop", DeviceName.Directory + array], cancellationToken);
}

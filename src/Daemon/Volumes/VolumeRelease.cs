using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Takes volumes apart that the daemon put together, so that their drives can go. What is in use stays, and
/// then the drive cannot go either.</summary>
internal static class VolumeRelease
{
    // As many layers as are put together.
    private const int MaxRounds = 16;

    /// <summary>Deactivates all groups and stops all arrays, those on top first.</summary>
    public static async Task AllAsync(CancellationToken cancellationToken)
    {
        for (var (round, before) = (0, -1); round < MaxRounds && Count() is > 0 and var count && count != before; round++, before = count)
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

        static int Count() => SysBlock.Mapped.Count(LogicalVolume.IsPart) + SysBlock.Arrays.Count();
    }

    /// <summary>Deactivates the groups and stops the arrays that have a part on a drive.</summary>
    public static async Task FromDriveAsync(string disk, CancellationToken cancellationToken)
    {
        foreach (var device in SysBlock.Partitions(disk).Prepend(disk).ToList())
        {
            await FromDeviceAsync(device, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deactivates the groups and stops the arrays that have a part on a device, and before them what is on these.</summary>
    public static Task FromDeviceAsync(string device, CancellationToken cancellationToken) => FromDeviceAsync(device, MaxRounds, cancellationToken);

    private static async Task FromDeviceAsync(string device, int layers, CancellationToken cancellationToken)
    {
        if (layers == 0)
        {
            return;
        }

        foreach (var holder in SysBlock.Holders(device))
        {
            if (holder.StartsWith("md", StringComparison.Ordinal))
            {
                await FromDeviceAsync(holder, layers - 1, cancellationToken).ConfigureAwait(false);
                await StopAsync(holder, cancellationToken).ConfigureAwait(false);
            }
            else if (LogicalVolume.IsPart(holder) && LogicalVolume.Split(SysBlock.Read($"/sys/class/block/{holder}/dm/name") ?? "") is var (group, _))
            {
                await FromDeviceAsync(holder, layers - 1, cancellationToken).ConfigureAwait(false);
                await Tool.TryRunAsync("lvm", ["vgchange", "-a", "n", group], cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static Task<ToolResult> StopAsync(string array, CancellationToken cancellationToken)
        => Tool.TryRunAsync("mdadm", ["--stop", DeviceName.Directory + array], cancellationToken);
}

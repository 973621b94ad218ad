using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems.Making;

/// <summary>What is on a device before something new is made on it.</summary>
internal static class OldContent
{
    /// <summary>Removes all signatures, those of a partition table too, so that nobody finds the old content beside the new.</summary>
    /// <exception cref="OperationFailedException">EBUSY: the device is in use.</exception>
    public static async Task RemoveAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        device.CheckUnused(OpenFlags.ReadWrite);
        await Tool.RunAsync("wipefs", ["-a", "-f", "-q", device.Path], cancellationToken);
        if (SysBlock.Partitions(device.KernelName).Any())
        {
            using var file = device.Open(OpenFlags.ReadOnly);
            if (!Libc.RereadPartitions(file))
            {
                throw OperationFailedException.FromLast($"{device.Path}: the partitions that were on it");
            }
        }
    }
}

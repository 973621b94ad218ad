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
        CheckUnused(device);
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

    /// <summary>Asks the kernel, because not every tool that writes to a device does.</summary>
    /// <exception cref="OperationFailedException">EBUSY: the device is in use.</exception>
    public static void CheckUnused(BlockDevice device)
    {
        using var file = Libc.Open(device.Path, OpenFlags.ReadWrite | OpenFlags.Exclusive);
        if (file is null)
        {
            throw Errno.Last == Errno.EBUSY
                ? new OperationFailedException(
                    $"{device.Path}: the device is in use: unmount what is on it, turn off swapping to it, or deactivate the volumes that it is a part of", Errno.EBUSY)
                : OperationFailedException.FromLast(device.Path);
        }
    }
}

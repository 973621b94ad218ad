using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Devices;

/// <summary>Makes the kernel's partitions those of the table on a drive, after something was written that may have changed the table.</summary>
internal static class PartitionScan
{
    // Where tables are: a GPT is in the first and the last 17 KiB, other types further in.
    private const long TableBytes = 1 << 20;

    /// <summary>Reads the table again. Partitions that are in use stay as they are.</summary>
    /// <param name="device">The device that was written to. Only a drive has a table that matters.</param>
    /// <param name="file">The open device.</param>
    public static void Follow(BlockDevice device, SafeFileHandle file)
    {
        if (HasTable(device))
        {
            Libc.RereadPartitions(file);
        }
    }

    /// <summary>As <see cref="Follow(BlockDevice, SafeFileHandle)"/>, if what was written may be a part of a table.</summary>
    public static void Follow(BlockDevice device, SafeFileHandle file, long offset, long length)
    {
        if (length > 0 && HasTable(device) && Libc.GetDeviceSize(file, out var size) && (offset < TableBytes || offset + length > size - TableBytes))
        {
            Follow(device, file);
        }
    }

    private static bool HasTable(BlockDevice device)
        => SysBlock.DiskOf(device.KernelName) is null && !device.KernelName.StartsWith("dm-", StringComparison.Ordinal);
}

using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Has the kernel write out what it keeps, and tells of what could not be written: a sync of everything keeps silent about that, and the
/// data would be lost without a word.</summary>
internal static class WriteOut
{
    /// <summary>Writes out the guest's file systems and then its devices.</summary>
    /// <exception cref="OperationFailedException">The kernel's error, with the mount point or device. Everything else was written out.</exception>
    public static void All()
    {
        Libc.Sync();
        var failure = FileSystems();
        failure = Devices(Libc.Flush) ?? failure;
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Writes out the guest's file systems.</summary>
    /// <returns>The first failure; null when there is none.</returns>
    public static OperationFailedException? FileSystems()
    {
        OperationFailedException? failure = null;
        using var appliance = Libc.Open("/", OpenFlags.Path | OpenFlags.Directory) ?? throw OperationFailedException.FromLast("/");
        foreach (var entry in MountTable.Read())
        {
            using var top = Libc.Openat(appliance, GuestText.Encode(entry.Target), OpenFlags.ReadOnly | OpenFlags.Directory);
            if (top is not null && !Libc.FlushFileSystem(top))
            {
                failure ??= Failed(entry.GuestTarget!);
            }
        }

        return failure;
    }

    /// <summary>Tells of what could not be written to devices since somebody last asked.</summary>
    /// <returns>The first failure; null when there is none.</returns>
    public static OperationFailedException? WrittenDevices()
    {
        Libc.Sync();
        return Devices(Libc.AwaitWrites);
    }

    // A device that is gone has nothing left that could be written.
    private static OperationFailedException? Devices(Func<Microsoft.Win32.SafeHandles.SafeFileHandle, bool> write)
    {
        OperationFailedException? failure = null;
        var drives = SysBlock.Disks.ToList();
        foreach (var name in drives.Concat(drives.SelectMany(SysBlock.Partitions)).Concat(SysBlock.Arrays).Concat(SysBlock.Mapped))
        {
            using var device = Libc.Open(DeviceName.Directory + name, OpenFlags.ReadOnly);
            if (device is not null && !write(device))
            {
                failure ??= Failed(DeviceName.Directory + name);
            }
        }

        return failure;
    }

    private static OperationFailedException Failed(string where)
        => OperationFailedException.FromErrno($"{where}: not all that was written could be written out", SystemErrors.Last);
}

using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Programs;
using GuestCtl.Daemon.Tools;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>What is mounted in the guest's tree, as the kernel tells it.</summary>
internal static class MountTable
{
    // The longest step of a call that does not look whether it was given up takes less.
    private const int PatienceMilliseconds = 3000;
    private const int PauseMilliseconds = 10;

    /// <summary>The guest's mounts in the order they were made.</summary>
    public static List<MountEntry> Read()
    {
        var all = File.ReadAllBytes("/proc/self/mountinfo").AsSpan();
        var entries = new List<MountEntry>();
        foreach (var range in all.Split((byte)'\n'))
        {
            if (MountEntry.Parse(all[range]) is { GuestTarget: not null } entry && !IsEmptyRoot(entry))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Unmounts everything of the guest, the last mount first.</summary>
    /// <exception cref="OperationFailedException">Something is still in use; what could be unmounted is.</exception>
    public static void UnmountAll()
    {
        OperationFailedException? failure = null;
        foreach (var entry in Enumerable.Reverse(Read()))
        {
            try
            {
                Unmount(entry, 0);
            }
            catch (OperationFailedException e)
            {
                failure ??= e;
            }
        }

        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <summary>Unmounts one mount.</summary>
    /// <exception cref="OperationFailedException">With the mount point as the guest has it; EBUSY while it is in use.</exception>
    public static void Unmount(MountEntry entry, int flags)
    {
        TopDirectory.Drop();
        GuestPrograms.End();
        if (entry.Discards)
        {
            FreeBlocks.GiveBack(entry);
        }

        var error = TryUnmount(entry, flags);
        // A call that was given up closes its files when it hears of that, which may be after the next call has come.
        var end = Environment.TickCount64 + PatienceMilliseconds;
        for (var isOpen = true; error == Errno.EBUSY && isOpen && Environment.TickCount64 < end;)
        {
            // One that is closed just now was open at the last try.
            isOpen = OwnFiles.AreOn(entry.Id);
            Thread.Sleep(PauseMilliseconds);
            error = TryUnmount(entry, flags);
        }

        if (error == 0)
        {
            return;
        }

        if (error == Errno.EBUSY && UnmountWithHelper(entry))
        {
            return;
        }

        throw error == Errno.EBUSY
            ? new OperationFailedException(
                $"{entry.GuestTarget}: the file system is in use: close what is open on it and unmount what is mounted below it, or unmount with lazyunmount", error)
            : OperationFailedException.FromErrno(entry.GuestTarget!, error);
    }

    private static int TryUnmount(MountEntry entry, int flags)
        => Libc.Unmount(Protocol.Text.GuestText.Encode(entry.Target), flags | Libc.UmountNoFollow) ? 0 : SystemErrors.Last;

    // nilfs2 has a cleaner that runs while it is mounted, and keeps it in use; its own program stops that.
    private static bool UnmountWithHelper(MountEntry entry)
        => Tool.Exists("umount." + entry.Type) && Tool.IsText(entry.Target)
            && Tool.TryRunAsync("umount", ["-t", entry.Type, entry.Target], CancellationToken.None).GetAwaiter().GetResult().Succeeded;

    /// <summary>The mount that an open file is on, when the file is the top of it.</summary>
    public static MountEntry? FindByTop(SafeFileHandle directory)
        => Libc.Stat(directory, out var status) && (status.Attributes & Libc.StatxMountRoot) != 0
            ? Read().Find(entry => entry.Id == status.MountId)
            : null;

    /// <summary>The latest mount of a device.</summary>
    public static MountEntry? FindByDevice(ulong number)
        => Read().FindLast(entry =>
        {
            using var source = Libc.Open(entry.Source, OpenFlags.Path);
            return source is not null && Libc.Stat(source, out var status) && status.Type == FileType.BlockDevice && status.Rdev == number;
        });

    // The first file system on the mount point is the appliance's own; what comes later covers it.
    private static bool IsEmptyRoot(MountEntry entry) => entry is { Target: GuestRoot.MountPoint, Type: "tmpfs", Source: "tmpfs" };
}

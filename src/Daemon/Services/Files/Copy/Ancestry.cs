using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Which directories are above an open one.</summary>
internal static class Ancestry
{
    // Deeper trees than the walk takes cannot be reached anyway.
    private const int MaxDepth = 20_000;

    /// <summary>Whether a directory is, or is above, another.</summary>
    /// <param name="directory">The one that may be below.</param>
    /// <param name="above">The one that may be above.</param>
    public static bool Holds(SafeFileHandle directory, Libc.Statx above)
    {
        var status = StatusOf(directory, "..");
        SafeFileHandle? current = null;
        try
        {
            for (var depth = 0; depth < MaxDepth; depth++)
            {
                if (AreSame(status, above))
                {
                    return true;
                }

                var parent = Up(current ?? directory, "..");
                current?.Dispose();
                current = parent;
                var next = StatusOf(parent, "..");
                if (AreSame(next, status) && next.MountId == status.MountId)
                {
                    return false;
                }

                status = next;
            }

            return true;
        }
        finally
        {
            current?.Dispose();
        }
    }

    /// <summary>Opens the directory above, which is known already.</summary>
    /// <exception cref="OperationFailedException">It is another one now: something moved the directory.</exception>
    public static SafeFileHandle Parent(SafeFileHandle directory, Libc.Statx expected, string name)
    {
        var parent = Up(directory, name);
        if (AreSame(StatusOf(parent, name), expected))
        {
            return parent;
        }

        parent.Dispose();
        throw new OperationFailedException($"{name}: the tree was changed while it was copied to", Errno.EBUSY);
    }

    public static Libc.Statx StatusOf(SafeFileHandle file, string name)
        => Libc.Stat(file, out var status) ? status : throw OperationFailedException.FromLast(name);

    private static SafeFileHandle Up(SafeFileHandle directory, string name)
        => Libc.Openat(directory, ".."u8, OpenFlags.Path | OpenFlags.Directory | OpenFlags.NoFollow) ?? throw OperationFailedException.FromLast(name);

    private static bool AreSame(Libc.Statx a, Libc.Statx b) => a.Dev == b.Dev && a.Inode == b.Inode;
}

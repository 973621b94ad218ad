using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Files;

/// <summary>Removes trees. Links are removed, never followed.</summary>
internal static class TreeRemover
{
    /// <summary>Removes whatever the entry names; nothing there is no error.</summary>
    /// <exception cref="OperationFailedException">With the path that could not be removed.</exception>
    public static void Remove(Entry entry, CancellationToken cancellationToken)
    {
        if (Libc.Unlink(entry.Directory, entry.Name) || SystemErrors.Last is Errno.ENOENT)
        {
            return;
        }

        // For a directory Linux says EISDIR, some file systems EPERM.
        var error = SystemErrors.Last;
        using var top = Libc.Openat(entry.Directory, entry.Name, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        if (top is null)
        {
            // A read-only file system says EROFS before it says ENOENT.
            entry.Check(SystemErrors.Last is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP);
            if (SystemErrors.Last is Errno.ENOENT)
            {
                return;
            }

            throw OperationFailedException.FromErrno(entry.Path.ToString(), error);
        }

        using (var walk = new TreeWalk(top, entry.Path.ToString()))
        {
            RemoveContent(walk, cancellationToken);
        }

        entry.Check(Libc.Unlink(entry.Directory, entry.Name, Libc.AtRemoveDir));
    }

    private static void RemoveContent(TreeWalk walk, CancellationToken cancellationToken)
    {
        var removed = false;
        while (walk.Next())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!walk.IsLeaving)
            {
                if (walk.Type is not (EntryType.Directory or EntryType.Unknown) || !walk.TryEnter())
                {
                    Check(walk, Libc.Unlink(walk.Directory, walk.Name));
                    removed = true;
                }
            }
            else if (Libc.Unlink(walk.Directory, walk.Name, Libc.AtRemoveDir))
            {
                removed = true;
            }
            else
            {
                // On some file systems entries move while others are removed, and are missed at the first reading.
                Check(walk, SystemErrors.Last is Errno.ENOTEMPTY or Errno.EEXIST && removed && walk.TryEnter());
                removed = false;
            }
        }
    }

    private static void Check(TreeWalk walk, bool succeeded)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast(walk.FullName);
        }
    }
}

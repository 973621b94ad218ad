using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Moves a file or directory: by renaming it, or to another file system by copying and removing it.</summary>
internal static class Move
{
    /// <summary>Moves what the first entry names to the second.</summary>
    /// <exception cref="OperationFailedException">With the path and the errno. What was to be moved is still there.</exception>
    public static void Run(Entry from, Entry to, CancellationToken cancellationToken)
    {
        from.Check(Libc.Stat(from.Directory, from.Name, Libc.AtSymlinkNoFollow, out var status));
        from.CheckKind(status.Type);
        to.CheckKind(status.Type);
        if (Libc.Stat(to.Directory, to.Name, Libc.AtSymlinkNoFollow, out var old))
        {
            CheckReplaceable(from, to, status, old);
            if (old.Dev == status.Dev && old.Inode == status.Inode)
            {
                // Two names of one file: renaming would leave both.
                from.Check(Libc.Unlink(from.Directory, from.Name));
                return;
            }
        }

        if (Libc.Rename(from.Directory, from.Name, to.Directory, to.Name))
        {
            return;
        }

        if (SystemErrors.Last != Errno.EXDEV)
        {
            throw OperationFailedException.FromLast(from.Path.ToString(), to.Path.ToString());
        }

        // Nothing may be merged with what is there: an empty directory goes, a full one fails here.
        to.Check(Libc.Unlink(to.Directory, to.Name, status.Type == FileType.Directory ? Libc.AtRemoveDir : 0) || SystemErrors.Last == Errno.ENOENT);
        var copier = new TreeCopier(keepAttributes: true, cancellationToken);
        copier.Copy(from, to);
        if (copier.Failure is not null)
        {
            throw copier.Failure;
        }

        TreeRemover.Remove(from, cancellationToken);
    }

    private static void CheckReplaceable(Entry from, Entry to, Libc.Statx status, Libc.Statx old)
    {
        if (old.Type == FileType.Directory && status.Type != FileType.Directory)
        {
            throw OperationFailedException.FromErrno(to.Path.ToString(), Errno.EISDIR);
        }

        if (old.Type != FileType.Directory && status.Type == FileType.Directory)
        {
            throw OperationFailedException.FromErrno(to.Path.ToString(), Errno.ENOTDIR);
        }

        var isSameName = from.Name.SequenceEqual(to.Name)
            && Libc.Stat(from.Directory, out var a) && Libc.Stat(to.Directory, out var b) && a.Dev == b.Dev && a.Inode == b.Inode;
        if (old.Dev == status.Dev && old.Inode == status.Inode && (isSameName || status.Type == FileType.Directory))
        {
            throw OperationFailedException.Invalid($"{from.Path} and {to.Path} are the same");
        }
    }
}

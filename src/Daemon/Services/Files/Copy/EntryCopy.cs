using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Copies one thing that is not a directory. A link in the place of the copy is replaced, never followed.</summary>
internal static class EntryCopy
{
    /// <summary>Copies the name in one directory to a name in another.</summary>
    /// <exception cref="OperationFailedException">With the path that could not be read or made.</exception>
    public static void Run(in Names from, in Names to, Libc.Statx status, CancellationToken cancellationToken)
    {
        switch (status.Type)
        {
            case FileType.Regular:
                CopyContent(from, to, status, cancellationToken);
                break;
            case FileType.SymbolicLink:
                var target = Libc.ReadLink(from.Directory, from.Name) ?? throw OperationFailedException.FromLast(from.FullName);
                to.Check((Vacate(to) || SystemErrors.Last == Errno.ENOENT) && Libc.SymbolicLink(target, to.Directory, to.Name));
                break;
            default:
                to.Check((Vacate(to) || SystemErrors.Last == Errno.ENOENT) && Libc.MakeNode(to.Directory, to.Name, status.Mode, status.Rdev));
                break;
        }
    }

    private static void CopyContent(in Names from, in Names to, Libc.Statx status, CancellationToken cancellationToken)
    {
        using var found = Libc.Openat(from.Directory, from.Name, OpenFlags.Path | OpenFlags.NoFollow) ?? throw OperationFailedException.FromLast(from.FullName);
        using var source = GuestFile.Reopen(found, from.FullName, OpenFlags.ReadOnly);
        using var target = Create(to, status);
        FileCopy.Run(source, target, from.FullName, to.FullName, cancellationToken);
    }

    private static SafeFileHandle Create(in Names to, Libc.Statx status)
    {
        const OpenFlags create = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow;
        var mode = status.Mode & 0x1ffu;
        if (Libc.Openat(to.Directory, to.Name, create, mode) is { } created)
        {
            return created;
        }

        to.Check(SystemErrors.Last == Errno.EEXIST && Libc.Stat(to.Directory, to.Name, Libc.AtSymlinkNoFollow, out _));
        using var existing = Libc.Openat(to.Directory, to.Name, OpenFlags.Path | OpenFlags.NoFollow) ?? throw OperationFailedException.FromLast(to.FullName);
        to.Check(Libc.Stat(existing, out var old));
        if (old.Dev == status.Dev && old.Inode == status.Inode)
        {
            throw OperationFailedException.Invalid($"{to.FullName}: is the same file as the one that is copied");
        }

        if (old.Type is FileType.Regular or FileType.Directory)
        {
            return GuestFile.Reopen(existing, to.FullName, OpenFlags.WriteOnly | OpenFlags.Truncate);
        }

        to.Check(Vacate(to));
        return Libc.Openat(to.Directory, to.Name, create, mode) ?? throw OperationFailedException.FromLast(to.FullName);
    }

    private static bool Vacate(in Names to) => Libc.Unlink(to.Directory, to.Name);

    /// <summary>A name in a directory, and how it is called in messages.</summary>
    public readonly ref struct Names(SafeFileHandle directory, ReadOnlySpan<byte> name, string fullName)
    {
        public SafeFileHandle Directory { get; } = directory;

        public ReadOnlySpan<byte> Name { get; } = name;

        public string FullName { get; } = fullName;

        public void Check(bool succeeded)
        {
            if (!succeeded)
            {
                throw OperationFailedException.FromLast(FullName);
            }
        }
    }
}

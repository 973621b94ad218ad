using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>Opens the content of regular files. What else a guest path may lead to is refused before it is opened: a named pipe would
/// block for ever, and a device node of the guest would reach a device of the appliance.</summary>
internal static class GuestFile
{
    private const uint NewFileMode = 0x1b6; // 0666, less the umask 022

    /// <summary>Opens a regular file, following links within the guest.</summary>
    /// <param name="root">The guest.</param>
    /// <param name="path">The file.</param>
    /// <param name="flags">With <see cref="OpenFlags.Create"/>, what does not exist is created with mode 0644.</param>
    /// <exception cref="OperationFailedException">With the path and the errno.</exception>
    public static SafeFileHandle OpenContent(this GuestRoot root, GuestPath path, OpenFlags flags)
    {
        using var found = root.TryOpen(path, OpenFlags.Path);
        if (found is not null)
        {
            return Reopen(found, path.ToString(), flags & ~OpenFlags.Create);
        }

        if (SystemErrors.Last != Errno.ENOENT || !flags.HasFlag(OpenFlags.Create))
        {
            throw OperationFailedException.FromLast(path.ToString());
        }

        return root.Open(path, flags | OpenFlags.NonBlock, NewFileMode);
    }

    /// <summary>Opens what a path handle stands for, once it is known to be a regular file.</summary>
    public static SafeFileHandle Reopen(SafeFileHandle found, string name, OpenFlags flags)
    {
        if (!Libc.Stat(found, out var status))
        {
            throw OperationFailedException.FromLast(name);
        }

        return status.Type switch
        {
            FileType.Regular => Libc.Open($"/proc/self/fd/{Libc.Fd(found)}", flags | OpenFlags.NoCtty) ?? throw OperationFailedException.FromLast(name),
            FileType.Directory => throw OperationFailedException.FromErrno(name, Errno.EISDIR),
            var other => throw OperationFailedException.Invalid($"{name}: is {Describe(other)}, not a regular file"),
        };
    }

    public static string Describe(FileType type) => type switch
    {
        FileType.Regular => "a regular file",
        FileType.Directory => "a directory",
        FileType.Fifo => "a named pipe",
        FileType.CharacterDevice => "a character device",
        FileType.BlockDevice => "a block device",
        FileType.Socket => "a socket",
        FileType.SymbolicLink => "a symbolic link",
        _ => "of an unknown type",
    };
}

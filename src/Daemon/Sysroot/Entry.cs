using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>A name in an open directory of the guest. The name itself is never followed.</summary>
/// <param name="path">The whole path, for messages.</param>
/// <param name="directory">The directory; closed with the entry.</param>
/// <param name="name">One component.</param>
internal sealed class Entry(GuestPath path, SafeFileHandle directory, byte[] name) : IDisposable
{
    public GuestPath Path { get; } = path;

    public SafeFileHandle Directory { get; } = directory;

    public ReadOnlySpan<byte> Name => name;

    /// <summary>Throws the last call's error on this entry unless it succeeded.</summary>
    public void Check(bool succeeded)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast(Path.ToString());
        }
    }

    /// <summary>Whether the path ends in a slash, and so can only name a directory.</summary>
    public bool IsNamedAsDirectory => Path.Bytes[^1] == (byte)'/';

    /// <summary>Throws ENOTDIR when the path ends in a slash and what it names, or will name, is no directory.</summary>
    public void CheckKind(FileType type)
    {
        if (IsNamedAsDirectory && type != FileType.Directory)
        {
            throw OperationFailedException.FromErrno(Path.ToString(), Errno.ENOTDIR);
        }
    }

    /// <summary>Throws when the path ends in a slash: what is made would be no directory.</summary>
    public void CheckFileName()
    {
        if (IsNamedAsDirectory)
        {
            var exists = Libc.Stat(Directory, Name, Libc.AtSymlinkNoFollow, out _);
            throw OperationFailedException.FromErrno(Path.ToString(), exists ? Errno.EEXIST : Errno.ENOENT);
        }
    }

    public void Dispose() => Directory.Dispose();
}

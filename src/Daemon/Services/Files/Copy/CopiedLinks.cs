using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Remembers which files with several names were copied, so that the copies have several names too.</summary>
internal sealed class CopiedLinks
{
    // An image may have any number; files beyond this are copied once for each name.
    private const int MaxFiles = 500_000;

    private readonly Dictionary<(ulong Device, ulong Inode), byte[]> _copies = [];

    /// <summary>Notes where a file was copied to, below the top of the destination.</summary>
    public void Add(Libc.Statx status, ReadOnlySpan<byte> path)
    {
        if (status.Links > 1 && status.Type != FileType.Directory && _copies.Count < MaxFiles)
        {
            _copies.TryAdd((status.Dev, status.Inode), path.ToArray());
        }
    }

    /// <summary>Makes the name a link to an earlier copy. False when there is none, or it cannot be linked.</summary>
    public bool TryLink(Libc.Statx status, SafeFileHandle top, SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        if (status.Links < 2 || !_copies.TryGetValue((status.Dev, status.Inode), out var path))
        {
            return false;
        }

        var slash = path.AsSpan().LastIndexOf((byte)'/');
        using var parent = slash < 0
            ? null
            : Libc.Openat2(top, path.AsSpan(0, slash), OpenFlags.Path | OpenFlags.Directory, 0, Resolve.Beneath | Resolve.NoSymlinks);
        if (parent is null && slash >= 0)
        {
            return false;
        }

        var copy = path.AsSpan(slash + 1);
        return Libc.Link(parent ?? top, copy, directory, name)
            || (SystemErrors.Last == Errno.EEXIST && Libc.Unlink(directory, name) && Libc.Link(parent ?? top, copy, directory, name));
    }
}

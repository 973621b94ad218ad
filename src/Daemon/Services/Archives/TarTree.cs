using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>The directory that an archive is unpacked into. Whatever names the archive has, and whatever links it or the guest put in
/// their way, the kernel resolves them below this directory.</summary>
internal sealed class TarTree : IDisposable
{
    private const uint NewDirectoryMode = 0x1ff; // 0777, less the umask 022

    private readonly SafeFileHandle _top;
    private readonly Resolve _resolve;
    private byte[] _lastPath = [];
    private SafeFileHandle? _last;

    /// <param name="top">The directory; closed with the tree.</param>
    /// <param name="isRoot">Whether it is the guest's root, where links that begin with a slash are at home.</param>
    public TarTree(SafeFileHandle top, bool isRoot)
    {
        _top = top;
        _resolve = Resolve.NoMagicLinks | (isRoot ? Resolve.InRoot : Resolve.Beneath);
    }

    public SafeFileHandle Top => _top;

    /// <summary>A name of the archive as a path below the top: without leading slashes and . components; empty for the top itself.</summary>
    /// <exception cref="OperationFailedException">It has a .. component or a zero byte.</exception>
    public static byte[] Normalize(ReadOnlySpan<byte> name)
    {
        var path = new byte[name.Length];
        var length = 0;
        foreach (var range in name.Split((byte)'/'))
        {
            var part = name[range];
            if (part is [(byte)'.', (byte)'.'] || part.Contains((byte)0))
            {
                throw OperationFailedException.Invalid($"{GuestText.Decode(name)}: a name in the archive has a .. in it");
            }

            if (part is not ([] or [(byte)'.']))
            {
                if (length > 0)
                {
                    path[length++] = (byte)'/';
                }

                part.CopyTo(path.AsSpan(length));
                length += part.Length;
            }
        }

        return length == path.Length ? path : path[..length];
    }

    /// <summary>Opens the directory that holds a path, making what is missing of it. Links in it are followed as long as they stay
    /// below the top. The handle is valid until the next call.</summary>
    /// <exception cref="OperationFailedException">It leads out, or cannot be made.</exception>
    public (SafeFileHandle Directory, byte[] Name) OpenParent(byte[] path)
    {
        var slash = path.AsSpan().LastIndexOf((byte)'/');
        if (slash < 0)
        {
            return (_top, path.Length == 0 ? "."u8.ToArray() : path);
        }

        if (_last is null || !path.AsSpan(0, slash).SequenceEqual(_lastPath))
        {
            Forget();
            var parent = path[..slash];
            _last = TryOpen(parent, OpenFlags.Path | OpenFlags.Directory) ?? Make(parent);
            _lastPath = parent;
        }

        return (_last, path[(slash + 1)..]);
    }

    /// <summary>Opens a path. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public SafeFileHandle? TryOpen(byte[] path, OpenFlags flags) => Libc.Openat2(_top, path.Length == 0 ? "."u8 : path, flags, 0, _resolve);

    /// <summary>Opens the directory that holds an existing path, on its own.</summary>
    public SafeFileHandle? TryOpenParent(byte[] path)
    {
        var slash = path.AsSpan().LastIndexOf((byte)'/');
        return TryOpen(slash < 0 ? [] : path[..slash], OpenFlags.Path | OpenFlags.Directory);
    }

    /// <summary>Forgets the last directory, because a name on the way to it may mean something else now.</summary>
    public void Forget()
    {
        _last?.Dispose();
        _last = null;
    }

    public void Dispose()
    {
        Forget();
        _top.Dispose();
    }

    private SafeFileHandle Make(byte[] path)
    {
        for (var end = 1; end <= path.Length; end++)
        {
            if (end < path.Length && path[end] != (byte)'/')
            {
                continue;
            }

            var prefix = path[..end];
            using var existing = TryOpen(prefix, OpenFlags.Path | OpenFlags.Directory);
            if (existing is not null)
            {
                continue;
            }

            var slash = prefix.AsSpan().LastIndexOf((byte)'/');
            using var parent = SystemErrors.Last == Errno.ENOENT ? TryOpenParent(prefix) : null;
            if (parent is null || !Libc.MakeDirectory(parent, prefix.AsSpan(slash + 1), NewDirectoryMode))
            {
                throw Failed(prefix);
            }
        }

        return TryOpen(path, OpenFlags.Path | OpenFlags.Directory) ?? throw Failed(path);
    }

    /// <summary>The last error, for a name in the archive.</summary>
    public static OperationFailedException Failed(byte[] path)
        => SystemErrors.Last == Errno.EXDEV
            ? new OperationFailedException($"{GuestText.Decode(path)}: a link leads out of the directory", Errno.EXDEV)
            : OperationFailedException.FromLast(GuestText.Decode(path));
}

using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>The directories below the one that is unpacked into. The kernel resolves every path below it, through no link.</summary>
internal sealed class HostTree(SafeFileHandle top) : IDisposable
{
    // The kernel takes paths up to 4096 bytes; deeper ones are opened in steps.
    private const int LongestStep = 4000;

    private static readonly int OpenFlags = HostCalls.PathOnly | HostCalls.Directory | HostCalls.CloseOnExec;

    // Members mostly follow others of the same directory. One descriptor is enough for any depth.
    private byte[] _lastPath = [];
    private SafeFileHandle? _last;

    /// <summary>Opens a directory, making what is missing of it. The handle is valid until the next call.</summary>
    /// <exception cref="HostCallException">Something else is in the place of a directory.</exception>
    public SafeFileHandle OpenOrMake(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return top;
        }

        if (_last is not null && path.SequenceEqual(_lastPath))
        {
            return _last;
        }

        var isBelow = _last is not null && ArchivePath.IsBelow(path, _lastPath);
        var opened = Open(isBelow ? _last! : top, isBelow ? path[(_lastPath.Length + 1)..] : path, make: true);
        _last?.Dispose();
        (_last, _lastPath) = (opened, path.ToArray());
        return opened;
    }

    /// <summary>Opens a directory besides the one that the tree keeps open; nothing is made.</summary>
    /// <exception cref="HostCallException">It is not there, or something else is in the place of a directory.</exception>
    public SafeFileHandle OpenApart(ReadOnlySpan<byte> path) => path.IsEmpty
        ? HostCalls.Open(top, [(byte)'.', 0], OpenFlags) ?? throw HostCallException.Last()
        : Open(top, path, make: false);

    /// <inheritdoc/>
    public void Dispose() => _last?.Dispose();

    private static SafeFileHandle Open(SafeFileHandle from, ReadOnlySpan<byte> path, bool make)
    {
        var current = from;
        try
        {
            while (!path.IsEmpty)
            {
                var step = path.Length <= LongestStep ? path.Length : path[..LongestStep].LastIndexOf((byte)'/');
                step = step <= 0 ? path.Length : step;
                var next = OpenStep(current, path[..step], make);
                Close(current, from);
                current = next;
                path = path[Math.Min(step + 1, path.Length)..];
            }

            return current;
        }
        catch
        {
            Close(current, from);
            throw;
        }
    }

    private static SafeFileHandle OpenStep(SafeFileHandle directory, ReadOnlySpan<byte> path, bool make)
    {
        var opened = HostCalls.OpenBeneath(directory, HostDirectory.Terminated(path), OpenFlags);

        // Old kernels do not know the call, and some containers forbid it. Then, or to make what is missing, each name is opened by itself.
        return opened ?? (HostCalls.LastError is Errno.ENOENT or Errno.ENOSYS or Errno.EPERM
            ? OpenEach(directory, path, make)
            : throw HostCallException.Last());
    }

    /// <summary>Opens a path name by name.</summary>
    internal static SafeFileHandle OpenEach(SafeFileHandle from, ReadOnlySpan<byte> path, bool make)
    {
        var current = from;
        foreach (var range in path.Split((byte)'/'))
        {
            var name = HostDirectory.Terminated(path[range]);
            var next = HostCalls.Open(current, name, OpenFlags);
            if (next is null && make && HostCalls.LastError == Errno.ENOENT && HostCalls.MakeDirectory(current, name, HostAttributes.Permissions) == 0)
            {
                next = HostCalls.Open(current, name, OpenFlags);
            }

            var error = HostCalls.LastError;
            Close(current, from);
            current = next ?? throw HostCallException.From(error);
        }

        return current;
    }

    private static void Close(SafeFileHandle handle, SafeFileHandle kept)
    {
        if (handle != kept)
        {
            handle.Dispose();
        }
    }
}

using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Naming;

/// <summary>A directory and names in it, for functions that look at many at once. Names are never followed.</summary>
internal sealed class NamesInDirectory : IDisposable
{
    private readonly GuestRoot _root;
    private readonly GuestPath _path;
    private readonly SafeFileHandle _directory;

    /// <exception cref="OperationFailedException">The directory cannot be opened, or one of the names is not a name.</exception>
    public NamesInDirectory(GuestRoot root, ByteString directory, IEnumerable<ByteString> names)
    {
        foreach (var name in names)
        {
            if (name.Span.ContainsAny((byte)'/', (byte)0))
            {
                throw OperationFailedException.Invalid($"names: '{GuestText.Decode(name)}' is not a file name");
            }
        }

        _root = root;
        _path = GuestPath.Parse(directory);
        _directory = root.Open(_path, OpenFlags.Path | OpenFlags.Directory);
    }

    /// <summary>The status of a name; null when it has none.</summary>
    public Libc.Statx? Status(ByteString name)
    {
        if (name.IsEmpty)
        {
            return null;
        }

        // The parent of the guest's root is the root: only the resolution below it knows that.
        return name.Span is [(byte)'.', (byte)'.']
            ? _root.TryStat(_path.Append(name.Span), followLinks: false)
            : Libc.Stat(_directory, name.Span, Libc.AtSymlinkNoFollow, out var status) ? status : null;
    }

    /// <summary>The target of a link; empty when the name is not a link.</summary>
    public ByteString LinkTarget(ByteString name)
        => name.IsEmpty || Libc.ReadLink(_directory, name.Span) is not { } target ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(target);

    public void Dispose() => _directory.Dispose();
}

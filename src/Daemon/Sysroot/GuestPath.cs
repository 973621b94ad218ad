using Google.Protobuf;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>An absolute path in the guest, checked once: it begins with / and has no zero byte.</summary>
internal readonly struct GuestPath
{
    private readonly byte[] _bytes;

    private GuestPath(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Reads an argument.</summary>
    /// <exception cref="OperationFailedException">The path is relative or cannot be a path at all.</exception>
    public static GuestPath Parse(ByteString argument)
    {
        var span = argument.Span;
        if (span.IsEmpty || span[0] != (byte)'/')
        {
            var path = GuestText.Decode(span);
            throw OperationFailedException.Invalid($"{path}: path must start with a / character", Reasons.PathNotAbsolute(path));
        }

        if (span.Contains((byte)0))
        {
            throw OperationFailedException.Invalid("a path cannot contain a zero byte");
        }

        return new GuestPath(span.ToArray());
    }

    /// <summary>A path of the daemon's own making, such as /etc/fstab.</summary>
    public static GuestPath Of(string path) => Parse(path.ToGuestBytes());

    /// <summary>The path without trailing slashes, split into its parent and its last component.
    /// The component is empty for the root.</summary>
    public (GuestPath Parent, byte[] Name) Split()
    {
        var trimmed = Bytes.TrimEnd((byte)'/');
        var slash = trimmed.LastIndexOf((byte)'/');
        return slash < 0
            ? (new GuestPath("/"u8.ToArray()), [])
            : (new GuestPath(trimmed[..(slash + 1)].ToArray()), trimmed[(slash + 1)..].ToArray());
    }

    /// <summary>The path of an entry of this directory.</summary>
    public GuestPath Append(ReadOnlySpan<byte> name)
    {
        var separator = Bytes[^1] == (byte)'/' ? "" : "/";
        return new GuestPath([.. Bytes, .. separator.Select(c => (byte)c), .. name]);
    }

    public override string ToString() => GuestText.Decode(_bytes);
}

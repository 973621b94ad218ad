using System.Buffers;
using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Attributes;

/// <summary>The extended attributes of one file.</summary>
internal static class ExtendedAttributes
{
    /// <summary>All of them; null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static List<Xattr>? Read(SafeFileHandle file)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(2 * Libc.MaxXattr);
        try
        {
            var count = Libc.ListXattr(file, buffer.AsSpan(0, Libc.MaxXattr));
            if (count < 0)
            {
                return null;
            }

            var attributes = new List<Xattr>();
            var names = buffer.AsSpan(0, count);
            var value = buffer.AsSpan(Libc.MaxXattr, Libc.MaxXattr);
            while (names.IndexOf((byte)0) is var end and > 0)
            {
                var length = Libc.GetXattr(file, names[..end], value);
                if (length >= 0)
                {
                    attributes.Add(new Xattr { Attrname = ByteString.CopyFrom(names[..end]), Attrval = ByteString.CopyFrom(value[..length]) });
                }
                else if (SystemErrors.Last != Errno.ENODATA)
                {
                    return null;
                }

                names = names[(end + 1)..];
            }

            return attributes;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>One value.</summary>
    /// <exception cref="OperationFailedException">With the file's name and the attribute's.</exception>
    public static BytesReply Value(SafeFileHandle file, string what, ReadOnlySpan<byte> attribute)
    {
        var value = ArrayPool<byte>.Shared.Rent(Libc.MaxXattr);
        try
        {
            var length = Libc.GetXattr(file, attribute, value.AsSpan(0, Libc.MaxXattr));
            return length >= 0
                ? new BytesReply { Value = ByteString.CopyFrom(value.AsSpan(0, length)) }
                : throw OperationFailedException.FromLast(what);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(value);
        }
    }
}

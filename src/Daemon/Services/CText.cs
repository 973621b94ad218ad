using Google.Protobuf;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services;

/// <summary>Text on its way to a C library, which ends it at a zero byte.</summary>
internal static class CText
{
    /// <summary>The bytes with a zero after them.</summary>
    /// <param name="argument">The text.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <exception cref="OperationFailedException">EINVAL: there is a zero byte in it.</exception>
    public static byte[] Of(ByteString argument, string what)
        => argument.Span.Contains((byte)0) ? throw OperationFailedException.Invalid($"the {what} cannot contain a zero byte") : Libc.Terminated(argument.Span);
}

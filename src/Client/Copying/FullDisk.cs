using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Copying;

/// <summary>Tells a full disk of the host from other errors.</summary>
internal static class FullDisk
{
    // What .NET says, with the file's name in quotes after it.
    private const string Message = "No space left on device : '";

    /// <summary>The reason of an error of the host; null for all but a full disk.</summary>
    public static ErrorReason? ReasonOf(Exception error) => error.Message.StartsWith(Message, StringComparison.Ordinal)
        ? Reasons.HostDiskFull(error.Message[Message.Length..].TrimEnd('\''))
        : null;
}

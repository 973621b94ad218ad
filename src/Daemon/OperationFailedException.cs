using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon;

/// <summary>The operation that was asked for failed. The message says what was tried and what happened.</summary>
/// <param name="message">For people.</param>
/// <param name="errno">A Linux errno, or 0 when there is none that fits.</param>
/// <param name="reason">Why, for programs.</param>
internal sealed class OperationFailedException(string message, int errno = 0, ErrorReason? reason = null) : Exception(message)
{
    public int Errno { get; } = errno;

    public ErrorReason Reason { get; } = reason ?? ErrorReason.None;

    /// <summary>An error of a system call on something, such as "/etc/passwd: No such file or directory".</summary>
    public static OperationFailedException FromErrno(string what, int errno, ErrorReason? reason = null)
        => new($"{what}: {SystemErrors.Text(errno)}", errno, reason ?? Reasons.SystemError(what));

    /// <summary>The error of the last imported call on this thread.</summary>
    public static OperationFailedException FromLast(string what, ErrorReason? reason = null) => FromErrno(what, SystemErrors.Last, reason);

    /// <summary>The error of the last imported call on this thread, which was about two files.</summary>
    public static OperationFailedException FromLast(string from, string to) => FromLast($"{from} to {to}", Reasons.SystemErrorBetween(from, to));

    /// <summary>An argument that cannot be used.</summary>
    public static OperationFailedException Invalid(string message, ErrorReason? reason = null) => new(message, GuestCtl.Errno.EINVAL, reason);
}

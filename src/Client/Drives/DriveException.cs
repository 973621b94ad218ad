using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Drives;

/// <summary>A drive or disk image cannot be used as asked.</summary>
/// <param name="message">What was tried, what is wrong, and what to do next.</param>
/// <param name="errno">The Linux errno that fits.</param>
/// <param name="inner">The cause, if it was an exception.</param>
/// <param name="reason">Why, for programs.</param>
internal sealed class DriveException(string message, int errno = GuestCtl.Errno.EINVAL, Exception? inner = null, ErrorReason? reason = null)
    : Exception(message, inner), IHasReason
{
    public int Errno { get; } = errno;

    public ErrorReason Reason { get; } = reason ?? ErrorReason.None;
}

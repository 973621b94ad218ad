using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Libvirt;

/// <summary>libvirt refused, or what it told cannot be used.</summary>
/// <param name="message">What was tried and what happened.</param>
/// <param name="errno">A Linux errno, or 0 when none fits.</param>
/// <param name="reason">Why, for programs.</param>
internal sealed class LibvirtException(string message, int errno = 0, ErrorReason? reason = null) : Exception(message), IHasReason
{
    public int Errno { get; } = errno;

    public ErrorReason Reason { get; } = reason ?? ErrorReason.None;
}

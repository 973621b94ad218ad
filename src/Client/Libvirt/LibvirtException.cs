namespace GuestCtl.Libvirt;

/// <summary>libvirt refused, or what it told cannot be used.</summary>
/// <param name="message">What was tried and what happened.</param>
/// <param name="errno">A Linux errno, or 0 when none fits.</param>
internal sealed class LibvirtException(string message, int errno = 0) : Exception(message)
{
    public int Errno { get; } = errno;
}

namespace GuestCtl.Qemu;

/// <summary>QEMU, or one of its tools, is missing or cannot be used. The message says what to install.</summary>
internal sealed class QemuNotFoundException(string message, Exception? inner = null) : Exception(message, inner);

namespace GuestCtl.Qemu.Qmp;

/// <summary>The connection to QEMU is gone or makes no sense. Every later command fails with the same first cause.</summary>
internal sealed class QmpConnectionException(string message, Exception? inner = null) : Exception(message, inner);

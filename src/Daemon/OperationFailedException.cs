namespace GuestCtl.Daemon;

/// <summary>The operation that was asked for failed. The message says what was tried and what happened.</summary>
/// <param name="message">For people.</param>
/// <param name="errno">A Linux errno, or 0 when there is none that fits.</param>
internal sealed class OperationFailedException(string message, int errno = 0) : Exception(message)
{
    public int Errno { get; } = errno;

    /// <summary>An error of a system call on something, such as "/etc/passwd: No such file or directory".</summary>
    public static OperationFailedException FromErrno(string what, int errno) => new($"{what}: {Native.Errno.Text(errno)}", errno);

    /// <summary>The error of the last imported call on this thread.</summary>
    public static OperationFailedException FromLast(string what) => FromErrno(what, Native.Errno.Last);

    /// <summary>An argument that cannot be used.</summary>
    public static OperationFailedException Invalid(string message) => new(message, Native.Errno.EINVAL);
}

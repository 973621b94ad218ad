namespace GuestCtl;

/// <summary>The operation failed: a file is missing, a tool refused, an argument was wrong. The handle still works.</summary>
/// <param name="function">The libguestfs name of the function.</param>
/// <param name="message">What was tried and what happened.</param>
/// <param name="errno">A Linux errno, or 0 when none fits.</param>
/// <param name="inner">The error below, if any.</param>
public class GuestOperationException(string function, string message, int errno = 0, Exception? inner = null)
    : Exception($"{function}: {message}", inner)
{
    /// <summary>The libguestfs name of the function that failed, such as mkdir_p.</summary>
    public string Function { get; } = function;

    /// <summary>The message without the function's name, as libguestfs reports it.</summary>
    public string Reason { get; } = message;

    /// <summary>A Linux errno, such as 2 for ENOENT; 0 when none fits.</summary>
    public int Errno { get; } = errno;
}

using GuestCtl.Protocol.Rpc;

namespace GuestCtl;

/// <summary>The operation failed: a file is missing, a tool refused, an argument was wrong. The handle still works.</summary>
/// <param name="function">The libguestfs name of the function.</param>
/// <param name="message">What was tried and what happened.</param>
/// <param name="errno">A Linux errno, or 0 when none fits.</param>
/// <param name="inner">The error below, if any.</param>
/// <param name="reason">Why, for programs.</param>
public class GuestOperationException(string function, string message, int errno = 0, Exception? inner = null, ErrorReason? reason = null)
    : Exception($"{function}: {message}", inner), IHasReason
{
    private readonly ErrorReason _reason = reason ?? ErrorReason.None;

    /// <summary>The libguestfs name of the function that failed, such as mkdir_p.</summary>
    public string Function { get; } = function;

    /// <summary>The message without the function's name. It is for people, and may change: programs look at <see cref="Reason"/>.</summary>
    public string Detail { get; } = message;

    /// <summary>A Linux errno, such as <see cref="GuestCtl.Errno.ENOENT"/>; 0 when none fits.</summary>
    public int Errno { get; } = errno;

    /// <summary>Why the operation failed; <see cref="Reason.None"/> when the errno and the message say all there is.</summary>
    public Reason Reason => _reason.Reason;

    /// <summary>The arguments of the reason, by the names that its description has.</summary>
    public IReadOnlyDictionary<string, string> ReasonArguments => _reason.Arguments;

    ErrorReason IHasReason.Reason => _reason;
}

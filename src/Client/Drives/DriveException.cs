namespace GuestCtl.Drives;

/// <summary>A drive or disk image cannot be used as asked.</summary>
/// <param name="message">What was tried, what is wrong, and what to do next.</param>
/// <param name="errno">The Unix error number that fits, for callers of the C interface.</param>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class DriveException(string message, int errno = DriveException.InvalidArgument, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>ENOENT.</summary>
    public const int NoSuchFile = 2;

    /// <summary>EIO.</summary>
    public const int InputOutput = 5;

    /// <summary>EACCES.</summary>
    public const int AccessDenied = 13;

    /// <summary>EBUSY.</summary>
    public const int Busy = 16;

    /// <summary>EISDIR.</summary>
    public const int IsDirectory = 21;

    /// <summary>EINVAL.</summary>
    public const int InvalidArgument = 22;

    /// <summary>EFBIG.</summary>
    public const int FileTooLarge = 27;

    /// <summary>ENOTSUP.</summary>
    public const int NotSupported = 95;

    /// <summary>A Unix error number. <value>Default: EINVAL.</value></summary>
    public int Errno { get; } = errno;
}

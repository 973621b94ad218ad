namespace GuestCtl.Copying;

/// <summary>A system call of this machine failed while something was copied to it.</summary>
/// <param name="error">The error number.</param>
/// <param name="message">What happened.</param>
internal sealed class HostCallException(int error, string message) : IOException(message)
{
    // The next file would fail in the same way.
    private static readonly int[] Lasting = [Errno.EIO, Errno.ENFILE, Errno.EMFILE, Errno.ENOSPC, Errno.EROFS, Errno.EDQUOT];

    /// <summary>The error number of Linux; 0 if the library itself refused.</summary>
    public int Error { get; } = error;

    /// <summary>Whether going on is useless.</summary>
    public bool IsLasting => Lasting.Contains(Error);

    /// <summary>The last system call's error.</summary>
    public static HostCallException Last() => From(HostCalls.LastError);

    /// <summary>An error number with the system's words.</summary>
    public static HostCallException From(int error) => new(error, error switch
    {
        Errno.ENOTDIR or Errno.ELOOP => "a link or a file is in the place of a directory; remove it first",
        Errno.EISDIR => "a directory is in its place; remove it first",
        _ => HostCalls.Message(error),
    });
}

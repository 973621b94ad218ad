namespace GuestCtl.Copying;

/// <summary>A system call of this machine failed while something was copied to it.</summary>
/// <param name="error">The error number.</param>
/// <param name="message">What happened.</param>
internal sealed class HostCallException(int error, string message) : IOException(message)
{
    // EIO, ENFILE, EMFILE, ENOSPC, EROFS, EDQUOT: the next file would fail in the same way.
    private static readonly int[] Lasting = [5, 23, 24, 28, 30, 122];

    /// <summary>The error number of Linux; 0 if the library itself refused.</summary>
    public int Error { get; } = error;

    /// <summary>Whether going on is useless.</summary>
    public bool IsLasting => Lasting.Contains(Error);

    /// <summary>The last system call's error.</summary>
    public static HostCallException Last() => From(HostCalls.LastError);

    /// <summary>An error number with the system's words.</summary>
    public static HostCallException From(int error) => new(error, error switch
    {
        HostCalls.NotDirectory or HostCalls.TooManyLinks => "a link or a file is in the place of a directory; remove it first",
        HostCalls.IsDirectory => "a directory is in its place; remove it first",
        _ => HostCalls.Message(error),
    });
}

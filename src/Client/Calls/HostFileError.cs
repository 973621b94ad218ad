using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Calls;

/// <summary>A file of the host that could not be opened for a transfer.</summary>
internal static class HostFileError
{
    public static GuestOperationException Create(string file, string verb, Exception cause) => cause switch
    {
        FileNotFoundException or DirectoryNotFoundException => new("open", $"{file}: No such file or directory on the host", Errno.ENOENT, cause, Reasons.HostFileNotFound(file)),
        UnauthorizedAccessException when Directory.Exists(file) => new("open", $"{file}: is a directory on the host, not a file", Errno.EISDIR, cause, Reasons.HostFileIsDirectory(file)),
        UnauthorizedAccessException => new("open", $"{file}: the file on the host cannot be {verb}: Permission denied", Errno.EACCES, cause),
        _ => new("open", $"{file}: the file on the host cannot be {verb}: {cause.Message}", Errno.EIO, cause),
    };
}

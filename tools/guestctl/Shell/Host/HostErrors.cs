namespace GuestCtl.Cli.Shell.Host;

/// <summary>Errors of files on the host in the words of the C library, which scripts know.</summary>
internal static class HostErrors
{
    public static string Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        PathTooLongException => "File name too long",
        IOException { HResult: 20 } => "Not a directory",
        _ => error.Message,
    };
}

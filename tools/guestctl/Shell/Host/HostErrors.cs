namespace GuestCtl.Cli.Shell.Host;

/// <summary>Errors of files on the host in the words of the C library, which scripts know.</summary>
internal static class HostErrors
{
    private const string Unwritable = "standard output cannot be written: ";

    public static string Reason(Exception error) => error switch
    {
        Cli.Output.BrokenPipeException => "Broken pipe",
        IOException { Message: "Pipe is broken." } => "Broken pipe",
        IOException output when output.Message.StartsWith(Unwritable, StringComparison.Ordinal) => output.Message[Unwritable.Length..],
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        PathTooLongException => "File name too long",
        IOException { HResult: 20 } => "Not a directory",
        _ => error.Message,
    };
}

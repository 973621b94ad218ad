namespace GuestCtl.Cli;

/// <summary>A failure that the program found itself, with its exit code.</summary>
/// <param name="message">One line: what was tried, what is wrong, what to do.</param>
/// <param name="code">One of <see cref="ExitCode"/>.</param>
/// <param name="inner">The cause, if it was an exception.</param>
internal sealed class CliException(string message, int code = ExitCode.Failed, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; } = code;
}

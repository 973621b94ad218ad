using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Tools;

/// <summary>What a tool did.</summary>
/// <param name="Name">The tool.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="OutputBytes">Its standard output.</param>
/// <param name="Error">Its standard error.</param>
internal sealed record ToolResult(string Name, int ExitCode, byte[] OutputBytes, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The standard output as text; bytes that are not UTF-8 are kept.</summary>
    public string Output => GuestText.Decode(OutputBytes);

    /// <summary>Throws unless it succeeded.</summary>
    /// <exception cref="OperationFailedException">The tool's name and its message.</exception>
    public void Check()
    {
        if (!Succeeded)
        {
            throw ToException();
        }
    }

    /// <summary>The error to report: the tool's name and its message.</summary>
    public OperationFailedException ToException()
    {
        var message = Error.Trim();
        message = message.StartsWith($"{Name}: ", StringComparison.Ordinal) ? message[(Name.Length + 2)..] : message;
        return new OperationFailedException(
            message.Length > 0 ? $"{Name}: {message}" : $"{Name} failed with exit code {ExitCode} and said nothing", Errno.EIO);
    }
}

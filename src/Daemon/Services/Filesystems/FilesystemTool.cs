using System.Text.RegularExpressions;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Runs the tools of file systems. Some print the reason of a failure among the output, under a line with their version, and
/// before all that they could be told.</summary>
internal static partial class FilesystemTool
{
    // A checker can have found much; the first lines are about where it began to go wrong.
    private const int MaxLines = 12;

    /// <summary>Runs a tool and returns what it printed.</summary>
    /// <exception cref="OperationFailedException">What the tool said.</exception>
    public static async Task<string> RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync(tool, arguments, cancellationToken);
        return result.Succeeded ? result.Output : throw Failure(result);
    }

    /// <summary>The error to report of a tool that failed.</summary>
    public static OperationFailedException Failure(ToolResult result)
    {
        var said = Reason(result.Error);
        said = said.Length > 0 ? said : Reason(result.Output);
        return said.Length == 0 ? new OperationFailedException($"{result.Name} failed with exit code {result.ExitCode} and did not say why", Errno.EIO)
            : new OperationFailedException(said.StartsWith(result.Name + ":", StringComparison.Ordinal) ? said : $"{result.Name}: {said}", Errno.EIO);
    }

    /// <summary>The lines of some output that say something, in one.</summary>
    public static string Reason(string output)
        => string.Join("; ", output.Split('\n').Select(Visible).Where(line => line.Length > 0 && !VersionPattern().IsMatch(line))
            .TakeWhile(line => !line.StartsWith("Usage:", StringComparison.OrdinalIgnoreCase)).Take(MaxLines));

    // What was drawn and then overwritten with backspaces is progress. Some tools call themselves by their whole path.
    private static string Visible(string line) => PathPattern().Replace(line[(line.LastIndexOfAny(['\b', '\r']) + 1)..].Trim(), "");

    [GeneratedRegex(@"^/usr/s?bin/(?=[^/ ]+: )")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[a-z0-9.+]+ v?[0-9][0-9.]* \([^)]*\)$")]
    private static partial Regex VersionPattern();
}

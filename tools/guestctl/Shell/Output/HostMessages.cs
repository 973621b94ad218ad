using System.Text.RegularExpressions;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>Errors of the library's own side in the words that scripts for guestfish know. The library says more, but scripts compare.</summary>
internal static partial class HostMessages
{
    private static readonly (Regex Ours, string Known)[] All =
    [
        (MissingDrive(), "$1: No such file or directory"),
        (Servers(), "$1: you must specify exactly one server"),
        (Label(), "label parameter is empty, too long, or contains disallowed characters"),
        (DiskSize(), "invalid size: $1"),
        (DiskFormat(), "unsupported format ‘$1’"),
        (Preallocation(), "invalid value for preallocation parameter ‘$1’"),
        (MissingDirectory(), "cannot create raw file: $1: No such file or directory"),
        (TooLarge(), "$1: truncate: File too large"),
        (NoFileName(), "cannot create raw file: : No such file or directory"),
        (Memory(), "too small value for memsize (must be at least 256)"),
        (Processors(), "invalid smp parameter: $1"),
        (ScratchSize(), "invalid size: $1"),
        (NoProcess(), "get-pid can only be called after launch"),
        (MissingHostFile(), "$1: No such file or directory"),
    ];

    /// <summary>The known words for a message; the message itself if there are none.</summary>
    public static string Translate(string message)
    {
        foreach (var (ours, known) in All)
        {
            if (ours.Match(message) is { Success: true } match)
            {
                return match.Result(known);
            }
        }

        return message;
    }

    [GeneratedRegex("^Drive '(.*)' does not exist\\.$", RegexOptions.Singleline)]
    private static partial Regex MissingDrive();

    [GeneratedRegex("^The protocol '(.*)' takes exactly one server")]
    private static partial Regex Servers();

    [GeneratedRegex("^The label '.*' is not possible", RegexOptions.Singleline)]
    private static partial Regex Label();

    [GeneratedRegex("^The size of a new disk .*, not (-?[0-9]+)\\.$")]
    private static partial Regex DiskSize();

    [GeneratedRegex("^A disk of the format '(.*)' cannot be made", RegexOptions.Singleline)]
    private static partial Regex DiskFormat();

    [GeneratedRegex("^The preallocation '(.*)' is not possible", RegexOptions.Singleline)]
    private static partial Regex Preallocation();

    [GeneratedRegex("^'(.*)' cannot be made: Could not find a part of the path", RegexOptions.Singleline)]
    private static partial Regex MissingDirectory();

    [GeneratedRegex("^'(.*)' cannot be made: [0-9]+ bytes are more than", RegexOptions.Singleline)]
    private static partial Regex TooLarge();

    [GeneratedRegex("^The file name of the new disk is empty")]
    private static partial Regex NoFileName();

    [GeneratedRegex("^-?[0-9]+ MiB are too few")]
    private static partial Regex Memory();

    [GeneratedRegex("^(-?[0-9]+) is not a number of virtual CPUs")]
    private static partial Regex Processors();

    [GeneratedRegex("^a drive of (-?[0-9]+) bytes cannot be made")]
    private static partial Regex ScratchSize();

    [GeneratedRegex("^no QEMU runs: call launch first$")]
    private static partial Regex NoProcess();

    [GeneratedRegex("^(.*): No such file or directory on the host$", RegexOptions.Singleline)]
    private static partial Regex MissingHostFile();
}

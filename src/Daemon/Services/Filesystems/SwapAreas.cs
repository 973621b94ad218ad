using System.Text.RegularExpressions;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>What the appliance swaps to: only what a caller has told it to.</summary>
internal static partial class SwapAreas
{
    private const string List = "/proc/swaps";

    /// <summary>Has the kernel swap to a device or file.</summary>
    /// <param name="path">Its path in the appliance.</param>
    /// <param name="name">Its name for the caller.</param>
    /// <exception cref="OperationFailedException">With the name and the errno.</exception>
    public static void TurnOn(string path, string name)
    {
        if (!Libc.SwapOn(path))
        {
            throw SystemErrors.Last == Errno.EINVAL
                ? OperationFailedException.Invalid($"{name}: there is no swap area on it (make one with mkswap), or it is a file with holes")
                : OperationFailedException.FromLast(name);
        }
    }

    /// <summary>Ends swapping to a device or file.</summary>
    /// <param name="path">Its path in the appliance.</param>
    /// <param name="name">Its name for the caller.</param>
    /// <exception cref="OperationFailedException">EINVAL: there was no swapping to it. ENOMEM: what was swapped does not fit into memory.</exception>
    public static void TurnOff(string path, string name)
    {
        if (!Libc.SwapOff(path))
        {
            throw SystemErrors.Last == Errno.EINVAL ? OperationFailedException.Invalid($"{name}: there is no swapping to it") : OperationFailedException.FromLast(name);
        }
    }

    /// <summary>Ends all swapping, before file systems with swap files are unmounted. What cannot be ended stays, and holds up what it is on.</summary>
    public static void TurnOffAll()
    {
        foreach (var path in File.Exists(List) ? Paths(File.ReadAllText(List)) : [])
        {
            Libc.SwapOff(path);
        }
    }

    /// <summary>The paths in the kernel's list: a line of titles, then a path and numbers in each line.</summary>
    public static IEnumerable<string> Paths(string list)
        => list.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => Unescape(line.Split([' ', '\t'], 2)[0]));

    // The kernel writes spaces and the like as octal numbers.
    private static string Unescape(string path) => EscapePattern().Replace(path, match => $"{(char)Convert.ToInt32(match.Groups[1].Value, 8)}");

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex EscapePattern();
}

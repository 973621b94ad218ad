using System.Globalization;
using GuestCtl.LocalMounts;

namespace GuestCtl.Cli.Mounting;

/// <summary>What the kernel says is mounted here by guestctl.</summary>
internal static class GuestMountTable
{
    private const int MountPointField = 4;

    /// <summary>The process that serves the mount on a directory; null if there is none.</summary>
    /// <param name="directory">Its path without links, which the kernel's table has none of.</param>
    public static int? FindServer(string directory) => Find(File.ReadLines("/proc/self/mountinfo"), directory);

    /// <summary>The same in given lines of a mount table.</summary>
    public static int? Find(IEnumerable<string> table, string directory)
    {
        int? found = null;
        foreach (var line in table)
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (separator < 0 || fields.Length < separator + 3 || Unescape(fields[MountPointField]) != directory)
            {
                continue;
            }

            // The last one is on top.
            var source = Unescape(fields[separator + 2]);
            found = source.StartsWith(LocalMount.SourcePrefix, StringComparison.Ordinal)
                && int.TryParse(source.AsSpan(LocalMount.SourcePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }

        return found;
    }

    // Blanks, tabs, line ends, backslashes and number signs are written as three octal digits.
    private static string Unescape(string text)
    {
        foreach (var c in " \t\n#\\")
        {
            text = text.Replace($"\\{Convert.ToString(c, 8).PadLeft(3, '0')}", c.ToString(), StringComparison.Ordinal);
        }

        return text;
    }
}

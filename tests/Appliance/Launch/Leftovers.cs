using System.Globalization;

namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>What handles may leave behind: processes and files.</summary>
internal static class Leftovers
{
    /// <summary>The command lines of all QEMU processes that are alive.</summary>
    public static IReadOnlyList<string> Qemus()
        => [.. Directory.GetDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(CommandLine).Where(c => c.StartsWith("qemu", StringComparison.Ordinal) || c.Contains("/qemu-system", StringComparison.Ordinal))];

    /// <summary>Files and directories below a directory.</summary>
    public static IReadOnlyList<string> Files(string directory)
        => Directory.Exists(directory) ? Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories) : [];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}

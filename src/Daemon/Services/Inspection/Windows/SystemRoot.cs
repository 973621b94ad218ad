using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Inspection.Windows;

/// <summary>Finds the directory of Windows.</summary>
internal static class SystemRoot
{
    // Those that Windows and its relatives were ever installed in by default.
    private static readonly string[] Usual = ["/windows", "/winnt", "/win32", "/win", "/reactos"];

    // The file has a line for each system that can be started: one, or two.
    private const int MaxLines = 16;

    /// <summary>The directory, in its true letters. Null when there is none.</summary>
    public static string? Find(GuestReader guest) => Usual.Select(path => Check(guest, path)).FirstOrDefault(found => found is not null) ?? FromBootIni(guest);

    private static string? Check(GuestReader guest, string path)
        => guest.FindIgnoringCase(path) is { } root && guest.IsDirectory(root)
            && guest.FindIgnoringCase($"{root}/system32/config") is { } config && guest.IsDirectory(config)
            && guest.FindIgnoringCase($"{root}/system32/cmd.exe") is { } shell && guest.IsFile(shell)
            ? root
            : null;

    // "multi(0)disk(0)rdisk(0)partition(1)\WINDOWS": of old systems.
    private static string? FromBootIni(GuestReader guest)
    {
        const string Partition = "partition(";
        return guest.FindIgnoringCase("/boot.ini") is { } path
            ? guest.ReadLines(path)
                .Where(line => line.Contains(Partition, StringComparison.OrdinalIgnoreCase) && line.Contains(")\\", StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(")\\", StringComparison.Ordinal) + 1)..].Split('=', '"')[0].Trim().Replace('\\', '/').TrimEnd('/'))
                .Where(directory => directory.Length > 1 && !directory.Contains("..", StringComparison.Ordinal))
                .Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxLines)
                .Select(directory => Check(guest, directory)).FirstOrDefault(found => found is not null)
            : null;
    }
}

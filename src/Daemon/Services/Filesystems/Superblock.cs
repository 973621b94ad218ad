namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>The superblock of an ext file system as tune2fs writes it.</summary>
internal static class Superblock
{
    // What tune2fs writes for a field without a value.
    private static readonly string[] Unset = ["<none>", "<not available>", "(none)"];

    /// <summary>Reads lines of a name, a colon and a value. Lines without a colon are remarks.</summary>
    public static IEnumerable<(string Name, string Value)> Parse(string output)
        => output.Split('\n').Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1].TrimStart() is var value && Unset.Contains(value) ? "" : value));
}

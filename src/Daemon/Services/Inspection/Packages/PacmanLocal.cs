namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Arch Linux: a directory with a file desc for each.</summary>
internal static class PacmanLocal
{
    private const string Database = "/var/lib/pacman/local";

    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
        => from name in guest.List(Database)
           let text = guest.ReadText($"{Database}/{name}/desc")
           where text is not null
           let package = Parse(text)
           where package is not null
           select package;

    /// <summary>Reads a desc file: names between percent signs, each followed by lines of values and an empty line.</summary>
    public static InstalledPackage? Parse(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        foreach (var line in text.Split('\n').Select(l => l.Trim()))
        {
            if (line.Length > 2 && line[0] == '%' && line[^1] == '%')
            {
                name = line[1..^1];
            }
            else if (line.Length > 0 && name is not null)
            {
                fields.TryAdd(name, line);
            }
        }

        return !fields.TryGetValue("NAME", out var package) || !fields.TryGetValue("VERSION", out var version)
            ? null
            : InstalledPackage.Of(package, version) with
            {
                Architecture = fields.GetValueOrDefault("ARCH", ""),
                Url = fields.GetValueOrDefault("URL", ""),
                SourcePackage = fields.GetValueOrDefault("BASE", ""),
                Description = fields.GetValueOrDefault("DESC", ""),
            };
    }
}

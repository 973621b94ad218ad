namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Void Linux: a property list, a dictionary of dictionaries, which xbps writes with one element in
/// each line and a tab for each level.</summary>
internal static class XbpsDatabase
{
    private const string Database = "/var/db/xbps";

    private static readonly (string Escape, string Character)[] Entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];

    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
    {
        var file = guest.List(Database).LastOrDefault(name => name.StartsWith("pkgdb-", StringComparison.Ordinal) && name.EndsWith(".plist", StringComparison.Ordinal));
        return file is null ? [] : Parse(GuestLines.Read(guest, $"{Database}/{file}"));
    }

    public static IEnumerable<InstalledPackage> Parse(IEnumerable<string> lines)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        string? key = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("\t\t<key>", StringComparison.Ordinal))
            {
                key = Content(line);
            }
            else if (line.StartsWith("\t\t<string>", StringComparison.Ordinal) && key is not null)
            {
                fields[key] = Content(line);
                key = null;
            }
            else if (line == "\t</dict>")
            {
                if (ToPackage(fields) is { } package)
                {
                    yield return package;
                }

                fields.Clear();
            }
        }
    }

    // What is between > and the last <, with the five characters that XML escapes.
    private static string Content(string line)
    {
        var start = line.IndexOf('>', StringComparison.Ordinal) + 1;
        var end = line.LastIndexOf('<');
        return end <= start ? "" : Entities.Aggregate(line[start..end], (text, entity) => text.Replace(entity.Escape, entity.Character, StringComparison.Ordinal));
    }

    private static InstalledPackage? ToPackage(Dictionary<string, string> fields)
    {
        string Field(string name) => fields.GetValueOrDefault(name, "");

        var versioned = Field("pkgver");
        var dash = versioned.LastIndexOf('-');
        if (dash <= 0 || Field("state") != "installed")
        {
            return null;
        }

        var version = versioned[(dash + 1)..].Split('_', 2);
        return new InstalledPackage(versioned[..dash], 0, version[0], version.Length > 1 ? version[1] : "")
        {
            Architecture = Field("architecture"),
            Publisher = Field("maintainer"),
            Url = Field("homepage"),
            SourcePackage = Field("source-revisions").Split(':')[0],
            Summary = Field("short_desc"),
        };
    }
}

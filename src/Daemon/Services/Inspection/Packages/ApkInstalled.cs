namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Alpine Linux: paragraphs of one-letter fields.</summary>
internal static class ApkInstalled
{
    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
    {
        var path = guest.IsFile("/lib/apk/db/installed") ? "/lib/apk/db/installed" : "/usr/lib/apk/db/installed";
        return Parse(GuestLines.Read(guest, path));
    }

    public static IEnumerable<InstalledPackage> Parse(IEnumerable<string> lines)
    {
        var fields = new Dictionary<char, string>();
        foreach (var line in lines.Append(""))
        {
            if (line.Length == 0)
            {
                if (fields.TryGetValue('P', out var name) && fields.TryGetValue('V', out var version))
                {
                    // The release is written r1.
                    var package = InstalledPackage.Of(name, version);
                    yield return package with
                    {
                        Release = package.Release.TrimStart('r'),
                        Architecture = fields.GetValueOrDefault('A', ""),
                        Url = fields.GetValueOrDefault('U', ""),
                        SourcePackage = fields.GetValueOrDefault('o', ""),
                        Summary = fields.GetValueOrDefault('T', ""),
                    };
                }

                fields.Clear();
            }
            else if (line.Length > 2 && line[1] == ':' && "PVAUoT".Contains(line[0], StringComparison.Ordinal))
            {
                fields[line[0]] = line[2..];
            }
        }
    }
}

using System.Text;

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Debian and its derivatives: /var/lib/dpkg/status, or the files below status.d of images without dpkg.</summary>
internal static class DpkgStatus
{
    private const string StatusFile = "/var/lib/dpkg/status";
    private const string StatusDirectory = "/var/lib/dpkg/status.d";

    // The longest real description has some 10 KiB.
    private const int MaxField = 256 * 1024;

    // The last word of Status for packages whose files are there and set up.
    private static readonly string[] InstalledStates = ["installed", "triggers-awaited", "triggers-pending"];

    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
    {
        var status = Parse(GuestLines.Read(guest, StatusFile), needsStatus: true);
        var parts = guest.List(StatusDirectory).Where(name => !name.EndsWith(".md5sums", StringComparison.Ordinal));
        return status.Concat(parts.SelectMany(name => Parse(GuestLines.Read(guest, $"{StatusDirectory}/{name}"), needsStatus: false)));
    }

    /// <summary>The installed packages in paragraphs of fields.</summary>
    /// <param name="lines">The text.</param>
    /// <param name="needsStatus">Whether only a Status field makes a package an installed one.</param>
    public static IEnumerable<InstalledPackage> Parse(IEnumerable<string> lines, bool needsStatus)
    {
        var fields = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        StringBuilder? current = null;
        foreach (var line in lines.Append(""))
        {
            if (line.Length == 0)
            {
                if (ToPackage(fields, needsStatus) is { } package)
                {
                    yield return package;
                }

                fields.Clear();
                current = null;
            }
            else if (line[0] is ' ' or '\t')
            {
                if (current is not null && current.Length + line.Length < MaxField)
                {
                    current.Append('\n').Append(line, 1, line.Length - 1);
                }
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && IsUsed(line[..colon]))
            {
                current = fields[line[..colon]] = new StringBuilder(line[(colon + 1)..].Trim());
            }
            else
            {
                current = null;
            }
        }
    }

    private static bool IsUsed(string field) => field is "Package" or "Status" or "Version" or "Architecture" or "Homepage" or "Source" or "Description";

    private static InstalledPackage? ToPackage(Dictionary<string, StringBuilder> fields, bool needsStatus)
    {
        string Field(string name) => fields.GetValueOrDefault(name)?.ToString() ?? "";

        var state = Field("Status").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isInstalled = state.Length == 3 ? InstalledStates.Contains(state[2]) : !needsStatus && state.Length == 0;
        if (!isInstalled || Field("Package").Length == 0 || Field("Version").Length == 0)
        {
            return null;
        }

        var description = Field("Description").Split('\n', 2);
        return InstalledPackage.Of(Field("Package"), Field("Version")) with
        {
            Architecture = Field("Architecture"),
            Url = Field("Homepage"),
            SourcePackage = Field("Source").Split(' ')[0],
            Summary = description[0],
            Description = description.Length > 1 ? description[1] : "",
        };
    }
}

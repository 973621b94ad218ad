using System.Text.RegularExpressions;

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Gentoo: directories category/name-version.</summary>
internal static partial class PortageDatabase
{
    private const string Database = "/var/db/pkg";

    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
        => from category in guest.List(Database)
           from directory in guest.List($"{Database}/{category}")
           let package = Parse(category, directory)
           where package is not null
           let path = $"{Database}/{category}/{directory}"
           select package with
           {
               Architecture = (guest.FirstLine($"{path}/CHOST") ?? "").Split('-')[0],
               Url = (guest.FirstLine($"{path}/HOMEPAGE") ?? "").Split(' ')[0],
               Summary = guest.FirstLine($"{path}/DESCRIPTION") ?? "",
           };

    /// <summary>Reads the name of a directory, such as bash-5.1_p16-r6.</summary>
    public static InstalledPackage? Parse(string category, string directory)
        => NameAndVersion().Match(directory) is { Success: true } match
            ? new InstalledPackage($"{category}/{match.Groups[1].Value}", 0, match.Groups[2].Value, match.Groups[3].Value)
            : null;

    [GeneratedRegex("^([A-Za-z0-9+_][A-Za-z0-9+_-]*?)-([0-9][0-9.]*[a-z]?(?:_[a-z]+[0-9]*)*)(?:-(r[0-9]+))?$", RegexOptions.CultureInvariant)]
    private static partial Regex NameAndVersion();
}

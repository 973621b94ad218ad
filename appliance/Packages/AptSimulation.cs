using System.Text.RegularExpressions;

namespace GuestCtl.Appliances.Packages;

/// <summary>Reads what <c>apt-get --simulate install</c> would install.</summary>
internal static partial class AptSimulation
{
    // Inst libc6 (2.41-12 Debian:13.1/stable [amd64])
    [GeneratedRegex(@"\AInst (?<name>[^ ]+) (\[[^]]*\] )?\((?<version>[^ ]+) .*\[(?<arch>[a-z0-9]+)\]\)")]
    private static partial Regex InstallLine();

    /// <summary>One line of output, or null when it is not about a package to install.</summary>
    internal static PackageFile? Parse(string line, string archives)
    {
        var match = InstallLine().Match(line);
        if (!match.Success)
            return null;
        var name = match.Groups["name"].Value;
        var version = match.Groups["version"].Value;
        var file = $"{name}_{Quote(version)}_{match.Groups["arch"].Value}.deb";
        return new PackageFile(name, version, Path.Combine(archives, file));
    }

    // apt's own quoting of file names in its archive directory.
    private static string Quote(string version) => version.Replace("%", "%25").Replace(":", "%3a").Replace("_", "%5f");
}

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The packages of Slackware: files name-version-architecture-build.</summary>
internal static class SlackwareDatabase
{
    public static IEnumerable<InstalledPackage> Read(GuestReader guest)
    {
        var directory = guest.IsDirectory("/var/lib/pkgtools/packages") ? "/var/lib/pkgtools/packages" : "/var/log/packages";
        return guest.List(directory).Select(Parse).OfType<InstalledPackage>();
    }

    public static InstalledPackage? Parse(string file)
    {
        var parts = file.Split('-');
        return parts.Length < 4
            ? null
            : new InstalledPackage(string.Join('-', parts[..^3]), 0, parts[^3], parts[^1]) { Architecture = parts[^2] };
    }
}

namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>Unix systems that are not Linux, by the files that only they have.</summary>
internal static class BsdRelease
{
    /// <summary>The system; null when it is none of them.</summary>
    public static SystemFacts? Read(GuestReader guest)
    {
        if (!guest.IsDirectory("/etc") || !guest.IsDirectory("/bin"))
        {
            return null;
        }

        return guest switch
        {
            _ when guest.IsFile("/etc/freebsd-update.conf") => Of("freebsd", Assigned(guest, "/bin/freebsd-version", "USERLAND_VERSION")),
            _ when guest.IsFile("/netbsd") && guest.IsFile("/etc/release") => Of("netbsd", guest.FirstLine("/etc/release")) with { Packages = new("pkgsrc", "pkgsrc") },
            _ when guest.IsFile("/bsd") && guest.IsFile("/etc/motd") => Of("openbsd", guest.FirstLine("/etc/motd")),
            _ when guest.IsFile("/hurd/console") && guest.IsFile("/hurd/hello") => Of("hurd", LinuxRelease.Read(guest)),
            _ when guest.IsFile("/service/vm") && guest.IsFile("/etc/version") => Of("minix", guest.FirstLine("/etc/version")),
            _ => null,
        };
    }

    private static SystemFacts Of(string type, string? product) => new(type, type, ReleaseVersion.Parse(product)) { Product = product ?? SystemFacts.Unknown };

    private static SystemFacts Of(string type, LinuxRelease release)
        => new(type, release.Distro, release.Version) { Product = release.Product ?? SystemFacts.Unknown, Packages = new("deb", "apt") };

    // A shell script: NAME="13.2-RELEASE".
    private static string? Assigned(GuestReader guest, string path, string name) => OsRelease.Read(guest, path)?[name] is { } version ? $"FreeBSD {version}" : null;
}

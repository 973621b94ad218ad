namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>The files in /etc that named a distribution before there was os-release.</summary>
internal static class LegacyRelease
{
    private static readonly Func<GuestReader, LinuxRelease?>[] Files =
    [
        LsbRelease,
        guest => Line(guest, "/etc/oracle-release", "oraclelinux"),
        guest => Line(guest, "/etc/centos-release", "centos"),
        guest => Line(guest, "/etc/rocky-release", "rocky"),
        guest => Line(guest, "/etc/almalinux-release", "almalinux"),
        guest => Line(guest, "/etc/altlinux-release", "altlinux"),
        RedHatRelease,
        guest => Line(guest, "/etc/debian_version", "debian"),
        guest => Line(guest, "/etc/pardus-release", "pardus"),
        guest => guest.IsFile("/etc/arch-release") ? Named("archlinux", guest.FirstLine("/etc/arch-release")) : null,
        guest => Line(guest, "/etc/gentoo-release", "gentoo"),
        guest => Line(guest, "/etc/meego-release", "meego"),
        guest => Line(guest, "/etc/slackware-version", "slackware"),
        guest => guest.IsFile("/etc/ttylinux-target") ? Line(guest, "/etc/ttylinux-target", "ttylinux") : null,
        SuseRelease,
        guest => Line(guest, "/etc/cirros/version", "cirros"),
        guest => Line(guest, "/etc/br-version", guest.IsFile("/usr/share/cirros/logo") ? "cirros" : "buildroot"),
        guest => Line(guest, "/etc/alpine-release", "alpinelinux"),
        guest => Line(guest, "/etc/frugalware-release", "frugalware"),
        guest => Line(guest, "/etc/pld-release", "pldlinux"),
    ];

    /// <summary>The first file that says something. Null when none does.</summary>
    public static LinuxRelease? Read(GuestReader guest) => Files.Select(read => read(guest)).FirstOrDefault(release => release is not null);

    private static LinuxRelease Named(string distro, string? line) => new(distro, ReleaseVersion.Parse(line), line);

    private static LinuxRelease? Line(GuestReader guest, string path, string distro)
        => guest.FirstLine(path) is { } line ? Named(distro, line) : null;

    private static LinuxRelease? LsbRelease(GuestReader guest)
    {
        var values = OsRelease.Read(guest, "/etc/lsb-release");
        return DistroNames.FromLsbRelease(values?["DISTRIB_ID"]) is { } distro
            ? new LinuxRelease(distro, ReleaseVersion.Parse(values!["DISTRIB_RELEASE"]), values["DISTRIB_DESCRIPTION"])
            : null;
    }

    private static LinuxRelease? RedHatRelease(GuestReader guest)
    {
        if (guest.FirstLine("/etc/redhat-release") is not { } line)
        {
            return null;
        }

        // "release 4 (Nahant Update 8)" is 4.8.
        var release = Named(RedHatKind(line), line);
        var update = line.IndexOf(" Update ", StringComparison.Ordinal);
        return update < 0 || release.Version.Minor > 0
            ? release
            : release with { Version = release.Version with { Minor = ReleaseVersion.Parse(line[update..]).Major } };
    }

    private static string RedHatKind(string line) => line switch
    {
        _ when line.StartsWith("Fedora", StringComparison.Ordinal) => "fedora",
        _ when line.StartsWith("Red Hat", StringComparison.Ordinal) => "rhel",
        _ when line.StartsWith("CentOS", StringComparison.Ordinal) => "centos",
        _ when line.StartsWith("Scientific Linux", StringComparison.Ordinal) => "scientificlinux",
        _ when line.StartsWith("Rocky Linux", StringComparison.Ordinal) => "rocky",
        _ when line.StartsWith("AlmaLinux", StringComparison.Ordinal) => "almalinux",
        _ when line.StartsWith("Mageia", StringComparison.Ordinal) => "mageia",
        _ when line.StartsWith("Mandriva", StringComparison.Ordinal) || line.StartsWith("Mandrake", StringComparison.Ordinal) => "mandriva",
        _ => "redhat-based",
    };

    private static LinuxRelease? SuseRelease(GuestReader guest)
    {
        if (guest.FirstLine("/etc/SuSE-release") is not { } line)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parts in guest.ReadLines("/etc/SuSE-release").Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries)).Where(p => p.Length == 2))
        {
            values[parts[0]] = parts[1];
        }

        var distro = line.StartsWith("SUSE Linux Enterprise", StringComparison.OrdinalIgnoreCase) ? "sles"
            : line.StartsWith("openSUSE", StringComparison.OrdinalIgnoreCase) ? "opensuse"
            : "suse-based";
        var version = ReleaseVersion.Parse(values.GetValueOrDefault("VERSION"));
        return new LinuxRelease(
            distro,
            distro == "sles" ? version with { Minor = ReleaseVersion.Parse(values.GetValueOrDefault("PATCHLEVEL")).Major } : version,
            line);
    }
}

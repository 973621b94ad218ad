namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>How a guest's software is packaged and with which tool it is managed.</summary>
internal sealed record PackageSystem(string Format, string Management)
{
    public static PackageSystem Unknown { get; } = new("unknown", "unknown");

    private static readonly PackageSystem Debian = new("deb", "apt");

    /// <summary>The system of a distribution, or of the distributions it is like, or of the package database that it has.</summary>
    public static PackageSystem Of(LinuxRelease release, GuestReader guest)
        => OfDistro(release.Distro, release.Version.Major)
            ?? (release.Distro == "kylin" && !HasRpm(guest) ? Debian : null)
            ?? release.Relatives.Select(id => OfDistro(DistroNames.FromOsRelease(id) ?? "", release.Version.Major)).FirstOrDefault(system => system is not null)
            ?? OfDatabase(guest);

    private static PackageSystem? OfDistro(string distro, int major) => distro switch
    {
        "fedora" => new("rpm", major >= 22 ? "dnf" : "yum"),
        "rhel" or "redhat-based" or "centos" or "scientificlinux" or "oraclelinux" or "rocky" or "almalinux"
            => new("rpm", major switch { >= 8 => "dnf", >= 5 => "yum", >= 2 => "up2date", _ => "unknown" }),
        "openeuler" => new("rpm", "dnf"),
        "amazonlinux" => new("rpm", major >= 2022 ? "dnf" : "yum"),
        "meego" or "neokylin" => new("rpm", "yum"),
        "suse-based" or "opensuse" or "sles" => new("rpm", "zypper"),
        "mageia" or "mandriva" => new("rpm", "urpmi"),
        "openmandriva" => new("rpm", major >= 4 ? "dnf" : "urpmi"),
        "altlinux" => new("rpm", "apt"),
        "photon" => new("rpm", "tdnf"),
        "debian" or "ubuntu" or "linuxmint" or "kalilinux" => Debian,
        "archlinux" => new("pacman", "pacman"),
        "gentoo" => new("ebuild", "portage"),
        "alpinelinux" => new("apk", "apk"),
        "voidlinux" => new("xbps", "xbps"),
        "pardus" => new("pisi", "pisi"),
        "netbsd" => new("pkgsrc", "pkgsrc"),
        "slackware" or "cirros" or "buildroot" or "ttylinux" or "frugalware" or "pldlinux" or "coreos" => Unknown,
        _ => null,
    };

    private static PackageSystem OfDatabase(GuestReader guest) => guest switch
    {
        _ when guest.IsFile("/var/lib/dpkg/status") => Debian,
        _ when HasRpm(guest) => new("rpm", guest.IsFile("/usr/bin/dnf") ? "dnf" : guest.IsFile("/usr/bin/yum") ? "yum" : "unknown"),
        _ when guest.IsDirectory("/var/lib/pacman/local") => new("pacman", "pacman"),
        _ when guest.IsFile("/lib/apk/db/installed") => new("apk", "apk"),
        _ when guest.IsDirectory("/var/db/xbps") => new("xbps", "xbps"),
        _ => Unknown,
    };

    private static bool HasRpm(GuestReader guest) => guest.IsDirectory("/var/lib/rpm") || guest.IsDirectory("/usr/lib/sysimage/rpm");
}

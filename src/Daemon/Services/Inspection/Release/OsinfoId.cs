namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>The short identifiers of libosinfo, guessed from what inspection found.</summary>
internal static class OsinfoId
{
    public const string Unknown = "unknown";

    public static string Of(string type, string distro, ReleaseVersion version, string product, string variant, string build) => type switch
    {
        "windows" => OfWindows(version, product, variant, build),
        "linux" => OfLinux(distro, version, product),
        "freebsd" or "netbsd" or "openbsd" => $"{type}{version.Major}.{version.Minor}",
        _ => Unknown,
    };

    // Several editions have the same version; the name, the variant or the build tell them apart.
    private static string OfWindows(ReleaseVersion version, string product, string variant, string build)
    {
        const int FirstBuildOf11 = 22000;
        var isServer = variant.Contains("Server", StringComparison.Ordinal);
        return (version.Major, version.Minor) switch
        {
            (5, 1) => "winxp",
            (5, 2) => Has("XP") ? "winxp" : Has("R2") ? "win2k3r2" : "win2k3",
            (6, 0) => isServer ? "win2k8" : "winvista",
            (6, 1) => isServer ? "win2k8r2" : "win7",
            (6, 2) => isServer ? "win2k12" : "win8",
            (6, 3) => isServer ? "win2k12r2" : "win8.1",
            (10, 0) when isServer => Has("2025") ? "win2k25" : Has("2022") ? "win2k22" : Has("2019") ? "win2k19" : "win2k16",
            (10, 0) => int.TryParse(build, out var number) && number >= FirstBuildOf11 ? "win11" : "win10",
            _ => Unknown,
        };

        bool Has(string word) => product.Contains(word, StringComparison.Ordinal);
    }

    private static string OfLinux(string distro, ReleaseVersion version, string product)
    {
        var (major, minor) = version;
        return distro switch
        {
            "archlinux" or "gentoo" or "voidlinux" => distro,
            "centos" when major >= 9 || (major == 8 && product.Contains("Stream", StringComparison.Ordinal)) => $"centos-stream{major}",
            "centos" when major == 8 => "centos8",
            "centos" when major == 7 => "centos7.0",
            "centos" or "rhel" or "scientificlinux" => $"{distro}{major}.{minor}",
            "rocky" or "almalinux" when major >= 8 => $"{distro}{major}",
            "debian" when major >= 4 => $"debian{major}",
            "fedora" or "mageia" when major > 0 => $"{distro}{major}",
            "sles" when major > 0 => minor == 0 ? $"sles{major}" : $"sles{major}sp{minor}",
            "ubuntu" when major > 0 => $"ubuntu{major}.{minor:00}",
            "opensuse" when major > 1000 => "opensusetumbleweed",
            "altlinux" when major >= 8 => $"alt{major}.{minor}",
            "amazonlinux" when major > 0 => $"amzn{major}",
            LinuxRelease.UnknownDistro => Unknown,
            _ when major > 0 || minor > 0 => $"{distro}{major}.{minor}",
            _ => Unknown,
        };
    }
}

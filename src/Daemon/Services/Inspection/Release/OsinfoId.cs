namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>The short identifiers of libosinfo, guessed from what inspection found.</summary>
internal static class OsinfoId
{
    public const string Unknown = "unknown";

    public static string Of(string type, string distro, ReleaseVersion version, string product) => type switch
    {
        "linux" => OfLinux(distro, version, product),
        "freebsd" or "netbsd" or "openbsd" => $"{type}{version.Major}.{version.Minor}",
        _ => Unknown,
    };

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

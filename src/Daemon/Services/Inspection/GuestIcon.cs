using System.Buffers.Binary;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Daemon.Services.Inspection.Windows.Icons;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>The logo of an operating system, from its own files.</summary>
internal static class GuestIcon
{
    private const string Favicon = "/etc/favicon.png";

    // Logos have some 10 KiB.
    private const int MaxLength = 10 << 20;

    // Smaller ones are for menus.
    private const int HighQualityWidth = 64;
    private const int PngHeader = 29;

    private static readonly string[] Sizes = ["256x256", "128x128", "96x96", "64x64", "48x48", "36x36", "32x32", "24x24", "16x16"];

    private static readonly Dictionary<string, string[]> ByDistro = new(StringComparer.Ordinal)
    {
        ["fedora"] = [.. Hicolor("fedora-logo-icon")],
        ["centos"] = [.. Hicolor("fedora-logo-icon"), .. Hicolor("system-logo-icon")],
        ["rhel"] = [.. Hicolor("fedora-logo-icon"), "/usr/share/pixmaps/redhat/shadowman-transparent.png"],
        ["scientificlinux"] = [.. Hicolor("system-logo-icon"), "/usr/share/pixmaps/redhat/shadowman-transparent.png"],
        ["oraclelinux"] = [.. Hicolor("system-logo-icon"), "/usr/share/pixmaps/redhat/shadowman-transparent.png"],
        ["redhat-based"] = [.. Hicolor("system-logo-icon"), "/usr/share/pixmaps/redhat/shadowman-transparent.png"],
        ["debian"] = ["/usr/share/pixmaps/debian-logo.png"],
        ["ubuntu"] = [.. Hicolor("ubuntu-logo-icon"), "/usr/share/icons/gnome/24x24/places/ubuntu-logo.png"],
        ["mageia"] = ["/usr/share/icons/mageia.png"],
        ["opensuse"] = [.. Hicolor("distributor")],
        ["sles"] = [.. Hicolor("distributor")],
        ["cirros"] = ["/usr/share/cirros/logo"],
        ["voidlinux"] = ["/usr/share/void-artwork/void-logo.png"],
        ["altlinux"] = [.. Hicolor("altlinux")],
        ["gentoo"] = [.. Hicolor("gentoo-logo"), "/usr/share/pixmaps/gentoo-logo.png"],
    };

    /// <summary>A PNG image of a system; empty when there is none.</summary>
    public static byte[] Read(GuestReader guest, SystemFacts facts, bool favicon, bool highQuality)
    {
        var image = Read(guest, facts.Distro, favicon, highQuality);
        return image.Length > 0 || facts.Windows is not { } windows
            ? image
            : WindowsIcon.Read(guest, windows, facts.Version.Major, facts.Version.Minor).FirstOrDefault(found => IsGood(found, highQuality)) ?? [];
    }

    /// <summary>A PNG image; empty when there is none.</summary>
    public static byte[] Read(GuestReader guest, string distro, bool favicon, bool highQuality)
    {
        var paths = (favicon ? [Favicon] : Enumerable.Empty<string>())
            .Concat(ByDistro.GetValueOrDefault(distro, []))
            .Concat(Named(OsRelease.Read(guest)?["LOGO"]));
        return (from path in paths
                where guest.ReadBytes(path, PngHeader + 1) is { } head && IsGood(head, highQuality)
                let image = guest.ReadBytes(path, MaxLength + 1)
                where image is not null && IsGood(image, highQuality)
                select image).FirstOrDefault() ?? [];
    }

    private static IEnumerable<string> Hicolor(string name) => Sizes.Select(size => $"/usr/share/icons/hicolor/{size}/apps/{name}.png");

    // LOGO in os-release is the name of an icon.
    private static IEnumerable<string> Named(string? name)
        => name is not null && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? [.. Hicolor(name), $"/usr/share/pixmaps/{name}.png"] : [];

    private static bool IsGood(byte[] image, bool highQuality)
        => image.Length is > PngHeader and <= MaxLength
            && image.AsSpan().StartsWith(PngImage.Signature)
            && (!highQuality || (BinaryPrimitives.ReadUInt32BigEndian(image.AsSpan(16)) >= HighQualityWidth && HasAlpha(image[25])));

    // The colour types with an alpha channel: grey and true colour.
    private static bool HasAlpha(byte colourType) => colourType is 4 or 6;
}

using System.Text.RegularExpressions;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Services.Inspection.Layouts;

/// <summary>Talos, whose root is in the initrd: what tells it on a disk is the menu of its boot partition.</summary>
internal static partial class Talos
{
    /// <summary>Reads the system; null when this is not a Talos boot partition.</summary>
    public static SystemFacts? Read(GuestReader guest)
        => (Entry().Match(guest.ReadText("/grub/grub.cfg") ?? "") is { Success: true } entry ? entry : null) is { } found
            ? new SystemFacts("linux", "talos", ReleaseVersion.Parse(found.Groups[2].Value))
            {
                Product = $"Talos {found.Groups[2].Value}",
                Architecture = Binaries.FileArchitecture.OfBinary(guest, $"/{found.Groups[1].Value}/vmlinuz") ?? SystemFacts.Unknown,
            }
            : null;

    // menuentry "A - Talos v1.6.0" {
    [GeneratedRegex("^menuentry \"([AB]) - Talos v([0-9][0-9A-Za-z.-]{0,30})\"", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Entry();
}

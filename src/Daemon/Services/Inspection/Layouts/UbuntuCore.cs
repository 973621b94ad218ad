using System.Text.RegularExpressions;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Services.Inspection.Layouts;

/// <summary>Ubuntu Core, whose root is a snap: what can be written is on a file system of its own, with a file that says which snap.</summary>
internal static partial class UbuntuCore
{
    private const string Data = "/system-data";

    /// <summary>Reads the system; null when this is not the data partition of an Ubuntu Core.</summary>
    public static SystemFacts? Read(GuestReader guest)
    {
        if (OsRelease.Read(guest, Data + "/var/lib/snapd/modeenv")?["base"] is not { } snap)
        {
            return null;
        }

        // core22_1033.snap
        var version = Base().Match(snap) is { Success: true } match ? ReleaseVersion.Parse(match.Groups[1].Value) : ReleaseVersion.Unknown;
        return new SystemFacts("linux", "ubuntu", version)
        {
            Product = version.Major > 0 ? $"Ubuntu Core {version.Major}" : "Ubuntu Core",
            Variant = "core",
            Hostname = guest.FirstLine(Data + "/etc/hostname") ?? SystemFacts.Unknown,
            Packages = new PackageSystem("snap", "snapd"),
        };
    }

    [GeneratedRegex("^core([0-9]{2})_", RegexOptions.CultureInvariant)]
    private static partial Regex Base();
}

using System.Globalization;
using GuestCtl.Daemon.Services.Inspection.Binaries;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Daemon.Services.Inspection.Windows.Registry;

namespace GuestCtl.Daemon.Services.Inspection.Windows;

/// <summary>Windows, by its directory and its Registry.</summary>
internal static class WindowsRelease
{
    private const int MaxText = 256;

    /// <summary>The system; null when there is none.</summary>
    public static SystemFacts? Read(GuestReader guest)
    {
        if (SystemRoot.Find(guest) is not { } root)
        {
            return null;
        }

        var facts = new SystemFacts("windows", "windows", ReleaseVersion.Unknown)
        {
            Architecture = (guest.FindIgnoringCase($"{root}/system32/cmd.exe") is { } shell ? FileArchitecture.OfBinary(guest, shell) : null) ?? SystemFacts.Unknown,
        };
        var windows = new WindowsFacts(root) { SoftwareHive = Hive(guest, root, "software"), SystemHive = Hive(guest, root, "system") };
        (facts, windows) = Software(guest, facts, windows);
        (facts, windows) = System(guest, facts, windows);
        return facts with { Windows = windows };
    }

    private static string? Hive(GuestReader guest, string root, string name)
        => guest.FindIgnoringCase($"{root}/system32/config/{name}") is { } path && guest.IsFile(path) ? path : null;

    private static (SystemFacts, WindowsFacts) Software(GuestReader guest, SystemFacts facts, WindowsFacts windows)
    {
        using var hive = windows.SoftwareHive is { } path ? RegistryHive.Open(guest, path) : null;
        if (hive?.Root is not { } top)
        {
            return (facts, windows);
        }

        windows = windows with { HasGroupPolicy = GroupPolicy(top) };
        if (top.At("Microsoft", "Windows NT", "CurrentVersion") is not { } current)
        {
            return (facts, windows);
        }

        return (facts with
        {
            Version = Version(current),
            Product = Known(current.Text("ProductName")),
            Variant = Known(current.Text("InstallationType")),
            BuildId = Known(current.Text("CurrentBuildNumber")),
        }, windows);
    }

    private static (SystemFacts, WindowsFacts) System(GuestReader guest, SystemFacts facts, WindowsFacts windows)
    {
        using var hive = windows.SystemHive is { } path ? RegistryHive.Open(guest, path) : null;
        if (hive?.Root is not { } top)
        {
            return (facts, windows);
        }

        var set = top.At("Select")?.Value("Current")?.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"ControlSet{number:000}") : null;
        windows = windows with { ControlSet = set, Letters = DriveLetter.Read(top.At("MountedDevices")) };
        var host = set is null ? null : top.At(set, "Services", "Tcpip", "Parameters")?.Text("Hostname");
        return (facts with { Hostname = Known(host) }, windows);
    }

    // Windows 10 and later have numbers; before, it was text.
    private static ReleaseVersion Version(RegistryKey current)
        => current.Value("CurrentMajorVersionNumber")?.Number is <= int.MaxValue and var major
            && current.Value("CurrentMinorVersionNumber")?.Number is <= int.MaxValue and var minor
            ? new ReleaseVersion((int)major, (int)minor)
            : ReleaseVersion.Parse(current.Text("CurrentVersion"));

    // Every policy that was applied leaves a key whose name is its GUID in braces.
    private static bool GroupPolicy(RegistryKey top)
        => top.At("Microsoft", "Windows", "CurrentVersion", "Group Policy", "History")?.Keys.Any(key => Guid.TryParseExact(key.Name, "B", out _)) == true;

    private static string Known(string? text) => text is { Length: > 0 and <= MaxText } ? text : SystemFacts.Unknown;
}

using GuestCtl.Daemon.Services.Inspection.Packages;
using GuestCtl.Daemon.Services.Inspection.Windows.Registry;

namespace GuestCtl.Daemon.Services.Inspection.Windows;

/// <summary>The programs that Windows offers to remove.</summary>
internal static class WindowsApplications
{
    private static readonly string[] Uninstall = ["Microsoft", "Windows", "CurrentVersion", "Uninstall"];

    /// <summary>The programs, those for 32 bits of a system of 64 bits after the others.</summary>
    public static IEnumerable<InstalledPackage> Read(GuestReader guest, WindowsFacts windows)
    {
        using var hive = windows.SoftwareHive is { } path ? RegistryHive.Open(guest, path) : null;
        var top = hive?.Root;
        foreach (var key in new[] { top?.At(Uninstall), top?.At(["WOW6432Node", .. Uninstall]) }.OfType<RegistryKey>().SelectMany(list => list.Keys))
        {
            // What has no name to show is part of something else.
            if (key.Text("DisplayName") is { } name)
            {
                yield return new InstalledPackage(key.Name, 0, key.Text("DisplayVersion") ?? "", "")
                {
                    DisplayName = name,
                    InstallPath = key.Text("InstallLocation") ?? "",
                    Publisher = key.Text("Publisher") ?? "",
                    Url = key.Text("URLInfoAbout") ?? "",
                    Description = key.Text("Comments") ?? "",
                };
            }
        }
    }
}

using GuestCtl.Daemon.Services.Inspection.Packages.Rpm;
using GuestCtl.Daemon.Services.Inspection.Windows;

namespace GuestCtl.Daemon.Services.Inspection.Packages;

/// <summary>The installed packages of a guest.</summary>
internal static class InstalledPackages
{
    /// <summary>Reads what a system has.</summary>
    /// <exception cref="OperationFailedException">The database is damaged.</exception>
    public static IReadOnlyList<InstalledPackage> Read(GuestReader guest, SystemFacts facts, CancellationToken cancellationToken)
    {
        if (facts.Windows is not { } windows)
        {
            return Read(guest, facts.Packages.Format, facts.Distro, cancellationToken);
        }

        var budget = new PackageBudget();
        budget.AddAll(WindowsApplications.Read(guest, windows), cancellationToken);
        return budget.Sorted;
    }

    /// <summary>Reads the database of a package format. Formats without a known database have no packages.</summary>
    /// <exception cref="OperationFailedException">The database is damaged.</exception>
    public static IReadOnlyList<InstalledPackage> Read(GuestReader guest, string format, string distro, CancellationToken cancellationToken)
    {
        var budget = new PackageBudget();
        budget.AddAll(
            format switch
            {
                "deb" => DpkgStatus.Read(guest),
                "rpm" => RpmDatabase.Read(guest),
                "pacman" => PacmanLocal.Read(guest),
                "apk" => ApkInstalled.Read(guest),
                "ebuild" => PortageDatabase.Read(guest),
                "xbps" => XbpsDatabase.Read(guest),
                _ when distro == "slackware" => SlackwareDatabase.Read(guest),
                _ => [],
            },
            cancellationToken);
        return budget.Sorted;
    }
}

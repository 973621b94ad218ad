using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>An operating system that inspection found.</summary>
/// <param name="Root">Its root file system: the name it goes by.</param>
/// <param name="Facts">What its files say.</param>
/// <param name="Mounts">Its file systems, the root first.</param>
internal sealed record InspectedSystem(string Root, SystemFacts Facts, IReadOnlyList<GuestMount> Mounts)
{
    /// <summary>The directory of most systems: that of the root file system.</summary>
    public const string Top = "/";

    /// <summary>The directory of the root file system that has the system's files.</summary>
    public string Directory { get; init; } = Top;

    /// <summary>The drive letters of Windows with their devices.</summary>
    public IReadOnlyList<(string Letter, string Device)> Drives { get; init; } = [];

    /// <summary>Its mount points with what is mounted there, parents before what is below them.</summary>
    public IEnumerable<(string Target, string Mountable)> MountPoints
        => Mounts.Where(m => m.Target is not null).OrderBy(m => m.Target, StringComparer.Ordinal).Select(m => (m.Target!, Text(m)));

    /// <summary>All its file systems, and its swap space.</summary>
    public IEnumerable<string> FileSystems => Mounts.Select(Text).Distinct();

    private static string Text(GuestMount mount) => Mountable.Format(mount.Device, mount.Subvolume);
}

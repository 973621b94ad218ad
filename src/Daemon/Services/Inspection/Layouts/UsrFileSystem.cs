using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Release;

namespace GuestCtl.Daemon.Services.Inspection.Layouts;

/// <summary>
/// A file system that is the /usr of a system, with no fstab to say so: CoreOS and Flatcar have two of them, of which one is in use and the other takes the next update.
/// </summary>
/// <param name="Mount">Where it is.</param>
/// <param name="Version">The version of the system that it says it is.</param>
internal sealed record UsrFileSystem(GuestMount Mount, IReadOnlyList<int> Version)
{
    /// <summary>The place for it.</summary>
    public const string Target = "/usr";

    /// <summary>Reads one. Null when the file system is none.</summary>
    public static UsrFileSystem? Read(GuestReader guest, GuestMount mount)
        => !guest.IsName("/etc") && guest.IsDirectory("/bin") && OsRelease.Read(guest, "/lib/os-release") is { } release
            ? new UsrFileSystem(mount, Numbers(release["VERSION"] ?? release["VERSION_ID"]))
            : null;

    /// <summary>Whether a file system looks like the root of a system whose /usr is elsewhere.</summary>
    public static bool IsMissingIn(GuestReader guest)
        => guest.IsDirectory("/etc") && guest.IsDirectory("/var") && guest.IsDirectory(Target) && guest.List(Target).Count == 0;

    /// <summary>The one with the highest version among those on the disk of a root file system.</summary>
    public static UsrFileSystem? For(GuestMount root, IEnumerable<UsrFileSystem> candidates, DeviceCatalog catalog)
    {
        var disk = catalog.ByName(root.Device)?.Disk;
        return candidates.Where(usr => disk is not null && catalog.ByName(usr.Mount.Device)?.Disk == disk)
            .OrderByDescending(usr => usr.Version, Comparer<IReadOnlyList<int>>.Create(Compare)).FirstOrDefault();
    }

    private static IReadOnlyList<int> Numbers(string? version)
        => [.. (version ?? "").Split('.').Select(part => int.TryParse(part, out var number) ? number : 0)];

    private static int Compare(IReadOnlyList<int> first, IReadOnlyList<int> second)
        => first.Zip(second).Select(pair => pair.First.CompareTo(pair.Second)).FirstOrDefault(order => order != 0) is var found and not 0
            ? found
            : first.Count.CompareTo(second.Count);
}

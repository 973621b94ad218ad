using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Release;
using GuestCtl.Daemon.Services.Inspection.Windows;
using GuestCtl.Daemon.Sysroot;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>Looks for operating systems on the attached drives.</summary>
internal static class Inspector
{
    // What these types hold is no file system.
    private static readonly string?[] Skipped = [null, "", "unknown", "swap"];

    // The facts are in these parts of a system, and they may be file systems of their own.
    private static readonly string[] NeededTargets = ["/usr", "/var", "/etc", "/nix", "/lib"];
    private const int MaxNeeded = 16;

    /// <summary>Finds the systems.</summary>
    /// <param name="fileSystems">Where to look.</param>
    /// <param name="catalog">All devices.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static async Task<IReadOnlyList<InspectedSystem>> FindAsync(
        IEnumerable<GuestMount> fileSystems, DeviceCatalog catalog, CancellationToken cancellationToken)
    {
        var roots = new List<GuestMount>();
        var systems = new List<InspectedSystem>();
        foreach (var mount in fileSystems.Where(f => !Skipped.Contains(f.Type)))
        {
            if (await LookAsync(mount, catalog, cancellationToken).ConfigureAwait(false) is { } system)
            {
                roots.Add(mount);
                systems.Add(system);
            }
        }

        var snapshots = await Snapshots.AmongAsync(roots, cancellationToken).ConfigureAwait(false);
        return [.. systems.Where((_, i) => !snapshots.Contains(roots[i]))];
    }

    /// <summary>Mounts a system as far as its facts need it.</summary>
    public static async Task<PrivateTree> MountAsync(InspectedSystem system, CancellationToken cancellationToken)
    {
        var tree = await PrivateTree.MountAsync(system.Mounts[0], cancellationToken).ConfigureAwait(false);
        await tree.AddAsync(Needed(system.Mounts), cancellationToken).ConfigureAwait(false);
        return tree;
    }

    // Null when there is no system on the file system. One that cannot be mounted has none that could be used.
    private static async Task<InspectedSystem?> LookAsync(GuestMount mount, DeviceCatalog catalog, CancellationToken cancellationToken)
    {
        PrivateTree tree;
        try
        {
            tree = await PrivateTree.MountAsync(mount, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationFailedException)
        {
            return null;
        }

        using (tree)
        {
            var reader = tree.Reader;
            if (!LinuxRoot.IsRoot(reader) && BsdRelease.Read(reader) is null && SystemRoot.Find(reader) is null)
            {
                return null;
            }

            var root = mount with { Target = "/" };
            var device = catalog.ByName(mount.Device) ?? new KnownDevice(mount.Device, mount.Type ?? "");
            var entries = FstabParser.Parse(reader.ReadText("/etc/fstab") ?? "");
            var paths = mount.Type == "btrfs" && entries.Any(e => e.Option("subvolid") is not null)
                ? await Snapshots.PathsByNumberAsync(tree, cancellationToken).ConfigureAwait(false)
                : null;
            var mounts = GuestMounts.Of(
                entries,
                new FstabResolver(catalog, VolumeNames.Read(reader), device),
                root,
                (where, number) => where == mount.Device ? paths?.GetValueOrDefault(number) : null);
            await tree.AddAsync(Needed(mounts), cancellationToken).ConfigureAwait(false);
            return SystemFacts.Read(reader) is { } facts
                ? new InspectedSystem(Mountable.Format(mount.Device, mount.Subvolume), facts, mounts) { Drives = [.. Letters(facts, catalog)] }
                : null;
        }
    }

    private static IEnumerable<(string, string)> Letters(SystemFacts facts, DeviceCatalog catalog)
        => from drive in facts.Windows?.Letters ?? []
           let device = drive.Find(catalog)
           where device is not null
           select (drive.Letter.ToString(), device.Path);

    private static IEnumerable<GuestMount> Needed(IReadOnlyList<GuestMount> mounts)
        => mounts.Where(m => m.Target is { } target && NeededTargets.Any(n => target == n || target.StartsWith(n + "/", StringComparison.Ordinal)))
            .OrderBy(m => m.Target, StringComparer.Ordinal)
            .Take(MaxNeeded);
}

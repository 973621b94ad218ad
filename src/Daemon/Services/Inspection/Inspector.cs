using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Services.Inspection.Layouts;
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
        var findings = new List<Finding>();
        foreach (var mount in fileSystems.Where(f => !Skipped.Contains(f.Type)))
        {
            findings.Add(await LookAsync(mount, null, catalog, cancellationToken).ConfigureAwait(false));
        }

        var parts = findings.Select(finding => finding.Usr).OfType<UsrFileSystem>().ToList();
        for (var i = 0; i < findings.Count; i++)
        {
            if (findings[i].LacksUsr && UsrFileSystem.For(findings[i].Mount, parts, catalog) is { } usr)
            {
                findings[i] = await LookAsync(findings[i].Mount, usr, catalog, cancellationToken).ConfigureAwait(false);
            }
        }

        findings.RemoveAll(finding => finding.System is null);
        var snapshots = await Snapshots.AmongAsync([.. findings.Select(finding => finding.Mount)], cancellationToken).ConfigureAwait(false);
        return [.. findings.Where(finding => !snapshots.Contains(finding.Mount)).Select(finding => finding.System!)];
    }

    /// <summary>Mounts a system as far as its facts need it.</summary>
    public static async Task<PrivateTree> MountAsync(InspectedSystem system, CancellationToken cancellationToken)
    {
        var tree = await PrivateTree.MountAsync(system.Mounts[0], cancellationToken).ConfigureAwait(false);
        tree.Enter(system.Directory);
        await tree.AddAsync(Needed(system.Mounts), cancellationToken).ConfigureAwait(false);
        return tree;
    }

    // A file system that cannot be mounted has no system that could be used.
    private static async Task<Finding> LookAsync(GuestMount mount, UsrFileSystem? usr, DeviceCatalog catalog, CancellationToken cancellationToken)
    {
        PrivateTree tree;
        try
        {
            tree = await PrivateTree.MountAsync(mount, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationFailedException)
        {
            return new Finding(mount);
        }

        using (tree)
        {
            var directory = OstreeDeployment.Find(tree.Reader) ?? InspectedSystem.Top;
            tree.Enter(directory);
            var reader = tree.Reader;
            var lacksUsr = usr is null && UsrFileSystem.IsMissingIn(reader);
            if (usr is null && !SystemFacts.MayBeRead(reader))
            {
                return new Finding(mount) { Usr = UsrFileSystem.Read(reader, mount), LacksUsr = lacksUsr };
            }

            var root = mount with { Target = "/" };
            var device = catalog.ByName(mount.Device) ?? new KnownDevice(mount.Device, mount.Type ?? "");
            var entries = FstabParser.Parse(reader.ReadText("/etc/fstab") ?? "");
            var paths = mount.Type == "btrfs" && entries.Any(e => e.Option("subvolid") is not null)
                ? await Snapshots.PathsByNumberAsync(tree, cancellationToken).ConfigureAwait(false)
                : null;
            var mounts = GuestMounts.Of(
                entries,
                new FstabResolver(catalog, VolumeNames.Read(reader), device).Learn(entries),
                root,
                (where, number) => where == mount.Device ? paths?.GetValueOrDefault(number) : null);
            var hasUsr = mounts.Any(m => m.Target == UsrFileSystem.Target);
            if (usr is not null && !hasUsr)
            {
                mounts = [.. mounts, usr.Mount with { Target = UsrFileSystem.Target }];
            }

            await tree.AddAsync(Needed(mounts), cancellationToken).ConfigureAwait(false);
            var facts = SystemFacts.Read(reader);
            return new Finding(mount)
            {
                LacksUsr = lacksUsr && !hasUsr,
                System = facts is null ? null : new InspectedSystem(Mountable.Format(mount.Device, mount.Subvolume), facts, mounts)
                {
                    Directory = directory,
                    Drives = [.. Letters(facts, catalog)],
                },
            };
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

    /// <summary>What was found on a file system.</summary>
    /// <param name="Mount">Where it is.</param>
    private sealed record Finding(GuestMount Mount)
    {
        /// <summary>The system of which it is the root; null when it is none.</summary>
        public InspectedSystem? System { get; init; }

        /// <summary>What it is instead: the /usr of a system whose root is elsewhere.</summary>
        public UsrFileSystem? Usr { get; init; }

        /// <summary>Whether it needs such a /usr.</summary>
        public bool LacksUsr { get; init; }
    }
}

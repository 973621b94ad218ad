using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>The subvolumes of btrfs. A snapshot of a root looks like a root of its own, but is no second system.</summary>
internal static class Snapshots
{
    /// <summary>Those roots that are snapshots on a device which has a root that is none.</summary>
    public static async Task<IReadOnlySet<GuestMount>> AmongAsync(IReadOnlyList<GuestMount> roots, CancellationToken cancellationToken)
    {
        var snapshots = new HashSet<GuestMount>();
        foreach (var device in roots.GroupBy(r => r.Device).Where(g => g.Count() > 1))
        {
            using var tree = await PrivateTree.MountAsync(device.First(), cancellationToken).ConfigureAwait(false);
            var paths = (await ListAsync(tree, ["-s"], cancellationToken).ConfigureAwait(false)).Values.ToHashSet();
            var copies = device.Where(root => root.Subvolume is { } path && paths.Contains(path)).ToList();
            if (copies.Count < device.Count())
            {
                snapshots.UnionWith(copies);
            }
        }

        return snapshots;
    }

    /// <summary>The paths of all subvolumes by their numbers.</summary>
    public static Task<IReadOnlyDictionary<string, string>> PathsByNumberAsync(PrivateTree tree, CancellationToken cancellationToken)
        => ListAsync(tree, [], cancellationToken);

    /// <summary>Reads a list of btrfs: "ID 256 gen 7 top level 5 path root", for snapshots with more before the path.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string list)
    {
        const string Path = " path ";
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in list.Split('\n'))
        {
            var path = line.IndexOf(Path, StringComparison.Ordinal);
            if (line.StartsWith("ID ", StringComparison.Ordinal) && path > 0)
            {
                paths.TryAdd(line.Split(' ')[1], line[(path + Path.Length)..]);
            }
        }

        return paths;
    }

    // Without a list there is nothing to leave out.
    private static async Task<IReadOnlyDictionary<string, string>> ListAsync(PrivateTree tree, string[] options, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("btrfs", ["subvolume", "list", .. options, tree.ToolPath], cancellationToken).ConfigureAwait(false);
        return Parse(result.Succeeded ? result.Output : "");
    }
}

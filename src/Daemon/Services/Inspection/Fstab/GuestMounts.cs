namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>A file system that a guest mounts.</summary>
/// <param name="Device">Its device.</param>
/// <param name="Subvolume">The subvolume of btrfs, if the guest mounts one.</param>
/// <param name="Target">The mount point; null for swap space.</param>
internal sealed record GuestMount(string Device, string? Subvolume, string? Target)
{
    /// <summary>The type of the file system, if it is known.</summary>
    public string? Type { get; init; }
}

/// <summary>What a guest mounts where, by its fstab.</summary>
internal static class GuestMounts
{
    /// <summary>The mounts in the order of fstab with the root file system first.</summary>
    /// <param name="entries">The lines of fstab.</param>
    /// <param name="resolver">Finds their devices.</param>
    /// <param name="root">The root file system that these lines were found on.</param>
    /// <param name="subvolumePath">The path of a subvolume of a device by its number; null when there is none.</param>
    public static IReadOnlyList<GuestMount> Of(
        IEnumerable<FstabEntry> entries, FstabResolver resolver, GuestMount root, Func<string, string, string?> subvolumePath)
    {
        var mounts = new List<GuestMount>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => !e.IsBind))
        {
            var target = entry.IsSwap ? null : FstabParser.NormalizeTarget(entry.Target);
            if ((target is null && !entry.IsSwap) || resolver.Resolve(entry) is not { } device)
            {
                continue;
            }

            var mount = new GuestMount(device.Path, entry.IsSwap ? null : Subvolume(entry, device, subvolumePath), target) { Type = device.Type };
            if (seen.Add(target ?? "swap on " + device.Path))
            {
                mounts.Add(mount);
            }
        }

        // Whatever fstab says, the root is where fstab was found. It may say which subvolume of it the guest means.
        var stated = mounts.Find(m => m.Target == "/" && m.Device == root.Device && (root.Subvolume is null || m.Subvolume == root.Subvolume));
        return [stated ?? root with { Target = "/" }, .. mounts.Where(m => m.Target != "/")];
    }

    private static string? Subvolume(FstabEntry entry, KnownDevice device, Func<string, string, string?> subvolumePath)
    {
        if (device.Type != "btrfs")
        {
            return null;
        }

        var path = entry.Option("subvol") ?? (entry.Option("subvolid") is { } id ? subvolumePath(device.Path, id) : null);
        return path?.Trim('/') is { Length: > 0 } name ? name : null;
    }
}

namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>
/// Which disks a guest means by the names of its hardware, such as /dev/disk/by-path/pci-0000:04:00.0. The appliance has other hardware, so only the
/// lines of fstab can tell: the root is on the disk where fstab was found, and what else is on a disk must fit all lines that name it.
/// </summary>
internal sealed class HardwareNames
{
    // Each costs a look at all disks. Real guests have as many as disks.
    private const int MaxNames = 64;

    private static readonly HashSet<string> Ext = ["ext2", "ext3", "ext4"];
    private static readonly HashSet<string> Fat = ["vfat", "msdos", "umsdos"];
    private static readonly HashSet<string> Ntfs = ["ntfs", "ntfs3", "ntfs-3g"];

    private readonly Dictionary<string, string> _disks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly DeviceCatalog _catalog;

    private HardwareNames(DeviceCatalog catalog) => _catalog = catalog;

    /// <summary>Nothing is known.</summary>
    public static HardwareNames None { get; } = new(new DeviceCatalog([], []));

    /// <summary>Finds out what the lines tell.</summary>
    /// <param name="entries">The lines of fstab.</param>
    /// <param name="catalog">The devices.</param>
    /// <param name="root">The device of the root file system.</param>
    /// <param name="resolve">Finds the device of a line that has another name.</param>
    public static HardwareNames Learn(IReadOnlyList<FstabEntry> entries, DeviceCatalog catalog, KnownDevice root, Func<FstabEntry, KnownDevice?> resolve)
    {
        var names = new HardwareNames(catalog);
        var uses = new Dictionary<string, List<Use>>(StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => !entry.IsBind))
        {
            if (GuestDiskName.SplitIdentified(entry.Source) is not { } name)
            {
                continue;
            }

            // What need not be there says nothing: it may be a stick.
            if (!entry.Options.Contains("noauto") && !entry.Options.Contains("nofail") && (uses.ContainsKey(name.Disk) || uses.Count < MaxNames))
            {
                (uses.TryGetValue(name.Disk, out var known) ? known : uses[name.Disk] = []).Add(new Use(name.Partition, entry));
            }
        }

        if (uses.Count == 0)
        {
            return None;
        }

        names._taken.Add(root.Path);
        names._taken.UnionWith(entries.Where(entry => !entry.IsBind && GuestDiskName.SplitIdentified(entry.Source) is null).Select(resolve).OfType<KnownDevice>().Select(device => device.Path));
        names.LearnRoot(uses, root);
        while (names.LearnNext(uses))
        {
        }

        return names;
    }

    /// <summary>The device that a name means; null if that is not known.</summary>
    public KnownDevice? Find(string name)
        => GuestDiskName.SplitIdentified(name) is { } parts && _disks.TryGetValue(parts.Disk, out var disk) ? _catalog.ByName(disk + parts.Partition) : null;

    private void LearnRoot(Dictionary<string, List<Use>> uses, KnownDevice root)
    {
        foreach (var (name, lines) in uses)
        {
            var disk = _catalog.Disks.FirstOrDefault(disk => lines.Exists(line => line.Entry.Target == "/" && _catalog.ByName(disk + line.Partition)?.Path == root.Path));
            if (disk is not null)
            {
                Take(name, disk, lines);
                uses.Remove(name);
                return;
            }
        }
    }

    private bool LearnNext(Dictionary<string, List<Use>> uses)
    {
        foreach (var (name, lines) in uses)
        {
            var fitting = _catalog.Disks.Where(disk => lines.TrueForAll(line => Fits(_catalog.ByName(disk + line.Partition), line.Entry))).Take(2).ToList();
            if (fitting is [var only])
            {
                Take(name, only, lines);
                uses.Remove(name);
                return true;
            }
        }

        return false;
    }

    private void Take(string name, string disk, List<Use> lines)
    {
        _disks[name] = disk;
        _taken.UnionWith(lines.Select(line => _catalog.ByName(disk + line.Partition)?.Path).OfType<string>());
    }

    // A device that another line mounts is not mounted by this one as well.
    private bool Fits(KnownDevice? device, FstabEntry entry)
        => device is { Type.Length: > 0 } && !_taken.Contains(device.Path) && entry.Type.Split(',').Any(type => type == "auto" || IsSame(type, device.Type));

    private static bool IsSame(string type, string found)
        => type == found || (Ext.Contains(type) && Ext.Contains(found)) || (Fat.Contains(type) && Fat.Contains(found)) || (Ntfs.Contains(type) && Ntfs.Contains(found));

    private sealed record Use(string Partition, FstabEntry Entry);
}

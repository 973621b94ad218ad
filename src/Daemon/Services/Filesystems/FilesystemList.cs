using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Services.Lvm;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Finds what can be mounted.</summary>
internal static class FilesystemList
{
    // Extended partitions, and those that Windows keeps for dynamic disks and for itself.
    private static readonly HashSet<string> NotForFileSystems = new(StringComparer.OrdinalIgnoreCase)
    {
        "0x5", "0xf", "0x85", "0x42",
        "5808c8aa-7e8f-42e0-85d2-e1e90434cfb3",
        "af9b60a0-1431-4f62-bc68-3311714a69ad",
        "e3c9e316-0b5c-4db8-817d-f92df00215ae",
    };

    // What is inside needs a key first.
    private static readonly HashSet<string> Encrypted = new(StringComparer.Ordinal) { "crypto_LUKS", "BitLocker" };

    /// <summary>Mountables with the types of what is on them.</summary>
    public static async Task<List<FoundFilesystem>> ReadAsync(CancellationToken cancellationToken)
    {
        await VolumeAssembly.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var drives = SysBlock.Disks.Concat(SysBlock.Arrays).ToList();
        var devices = drives.Where(IsWhole).Select(Node).Concat(LogicalVolume.OtherMapped).Concat(drives.SelectMany(SysBlock.Partitions).Select(Node)).ToList();
        devices.AddRange(await LvmService.VolumesAsync(cancellationToken).ConfigureAwait(false));

        // A volume that is not active has no device, and is listed as unknown.
        var known = (await BlkidTool.ProbeAsync(devices.Where(File.Exists), cancellationToken).ConfigureAwait(false))
            .Where(values => values.ContainsKey("DEVNAME")).DistinctBy(values => values["DEVNAME"]).ToDictionary(values => values["DEVNAME"], StringComparer.Ordinal);
        var list = new List<FoundFilesystem>();
        foreach (var device in devices)
        {
            var values = known.GetValueOrDefault(device, []);
            if (TypeOf(values) is not { } type)
            {
                continue;
            }

            list.Add(new FoundFilesystem(device, type, values));
            if (type == "btrfs")
            {
                list.AddRange((await BtrfsSubvolumes.ListAsync(device, cancellationToken).ConfigureAwait(false))
                    .Select(subvolume => new FoundFilesystem(Mountable.Format(device, subvolume), type, values)));
            }
        }

        return list;
    }

    /// <summary>The type to list for what blkid tells of a device; null when it is not to be listed.</summary>
    public static string? TypeOf(IReadOnlyDictionary<string, string>? values)
    {
        if (values?.GetValueOrDefault("PART_ENTRY_TYPE") is { } partition && NotForFileSystems.Contains(partition))
        {
            return null;
        }

        var type = values?.GetValueOrDefault("TYPE") ?? "unknown";
        return type.EndsWith("_member", StringComparison.Ordinal) || Encrypted.Contains(type) ? null : type;
    }

    private static string Node(string name) => DeviceName.Directory + name;

    private static bool IsWhole(string disk) => !SysBlock.Partitions(disk).Any();
}

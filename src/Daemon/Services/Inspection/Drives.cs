using System.Globalization;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Services.Inspection.Fstab;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection;

/// <summary>The file systems and devices that there are to inspect.</summary>
internal static class Drives
{
    // What blkid counts in, whatever the disk does.
    private const int Sector = 512;

    public static async Task<(IReadOnlyList<GuestMount> FileSystems, DeviceCatalog Catalog)> ReadAsync(CancellationToken cancellationToken)
    {
        var mounts = (await FilesystemList.ReadAsync(cancellationToken).ConfigureAwait(false)).Select(ToMount).ToList();
        var names = mounts.Select(mount => mount.Device).Distinct().ToList();
        var values = (await BlkidTool.ProbeAsync(names.Where(File.Exists), cancellationToken).ConfigureAwait(false))
            .Where(v => v.ContainsKey("DEVNAME")).DistinctBy(v => v["DEVNAME"]).ToDictionary(v => v["DEVNAME"], StringComparer.Ordinal);
        var devices = new List<KnownDevice>();
        foreach (var name in names)
        {
            devices.Add(await DescribeAsync(name, values.GetValueOrDefault(name, []), cancellationToken).ConfigureAwait(false));
        }

        return (mounts, new DeviceCatalog([.. SysBlock.Disks.Select(disk => DeviceName.Directory + disk)], devices));
    }

    private static GuestMount ToMount((string Mountable, string Type) found)
    {
        var (device, subvolume) = Mountable.Split(GuestText.Encode(found.Mountable));
        return new GuestMount(device, subvolume, null) { Type = found.Type };
    }

    private static async Task<KnownDevice> DescribeAsync(string name, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        var kernelName = KernelName(name);
        var disk = kernelName is null ? null : SysBlock.DiskOf(kernelName) ?? (SysBlock.Disks.Contains(kernelName) ? kernelName : null);
        var known = new KnownDevice(name, values.GetValueOrDefault("TYPE", ""))
        {
            Disk = disk,
            Uuid = values.GetValueOrDefault("UUID"),
            Label = values.GetValueOrDefault("LABEL"),
            PartitionUuid = values.GetValueOrDefault("PART_ENTRY_UUID"),
            PartitionLabel = values.GetValueOrDefault("PART_ENTRY_NAME"),
            PartitionStart = long.TryParse(values.GetValueOrDefault("PART_ENTRY_OFFSET"), NumberStyles.None, CultureInfo.InvariantCulture, out var sector)
                ? sector * Sector
                : null,
        };
        return kernelName is null ? known
            : kernelName.StartsWith("dm-", StringComparison.Ordinal) ? Mapped(known, $"/sys/class/block/{kernelName}/dm")
            : kernelName.StartsWith("md", StringComparison.Ordinal) ? await ArrayAsync(known, cancellationToken).ConfigureAwait(false)
            : known;
    }

    private static string? KernelName(string name)
    {
        try
        {
            return BlockDevice.Find(name).KernelName;
        }
        catch (OperationFailedException)
        {
            return null;
        }
    }

    // The device mapper's own name and identifier, which for a volume of LVM is "LVM-" and those of the group and the volume.
    private static KnownDevice Mapped(KnownDevice device, string directory)
    {
        var (name, uuid) = (SysBlock.Read($"{directory}/name"), SysBlock.Read($"{directory}/uuid"));
        return device with
        {
            Aliases = [.. Named("/dev/mapper/", name), .. Named("/dev/disk/by-id/dm-uuid-", uuid)],
            VolumeUuid = uuid is null ? null : VolumeNames.UuidInMapped(uuid),
        };
    }

    private static async Task<KnownDevice> ArrayAsync(KnownDevice device, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("mdadm", ["--detail", "--export", device.Path], cancellationToken).ConfigureAwait(false);
        var name = Value("MD_NAME=");
        return device with
        {
            // The guest leaves its own host name out.
            Aliases = [.. Named("/dev/disk/by-id/md-name-", name), .. Named("/dev/md/", name), .. Named("/dev/md/", name?[(name.IndexOf(':', StringComparison.Ordinal) + 1)..])],
            VolumeUuid = Value("MD_UUID=") is { } uuid ? VolumeNames.Digits(uuid) : null,
        };

        string? Value(string key) => result.Output.Split('\n').FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..];
    }

    private static IEnumerable<string> Named(string prefix, string? name) => string.IsNullOrEmpty(name) ? [] : [prefix + name];
}

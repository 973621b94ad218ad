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
        var found = (await FilesystemList.ReadAsync(cancellationToken).ConfigureAwait(false)).Select(f => (Mount: ToMount(f), f.Values)).ToList();
        var devices = new List<KnownDevice>();
        foreach (var (mount, values) in found.DistinctBy(f => f.Mount.Device))
        {
            devices.Add(await DescribeAsync(mount.Device, values, cancellationToken).ConfigureAwait(false));
        }

        return ([.. found.Select(f => f.Mount)], new DeviceCatalog([.. SysBlock.Disks.Select(disk => DeviceName.Directory + disk)], devices));
    }

    private static GuestMount ToMount(FoundFilesystem found)
    {
        var (device, subvolume) = Mountable.Split(GuestText.Encode(found.Mountable));
        return new GuestMount(device, subvolume, null) { Type = found.Type };
    }

    private static async Task<KnownDevice> DescribeAsync(string name, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
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

    // The device mapper's own name, and for an opened device "CRYPT-LUKS2-" and the identifier of what was opened.
    private static KnownDevice Mapped(KnownDevice device, string directory) => device with
    {
        Aliases = SysBlock.Read($"{directory}/name") is { Length: > 0 } name ? ["/dev/mapper/" + name] : [],
        VolumeUuid = SysBlock.Read($"{directory}/uuid")?.Split('-') is ["CRYPT", _, { Length: > 0 } uuid, ..] ? VolumeNames.Digits(uuid) : null,
    };

    private static async Task<KnownDevice> ArrayAsync(KnownDevice device, CancellationToken cancellationToken)
    {
        const string Uuid = "MD_UUID=";
        var result = await Tool.TryRunAsync("mdadm", ["--detail", "--export", device.Path], cancellationToken).ConfigureAwait(false);
        var line = result.Output.Split('\n').FirstOrDefault(l => l.StartsWith(Uuid, StringComparison.Ordinal));
        return line is null ? device : device with { VolumeUuid = VolumeNames.Digits(line[Uuid.Length..]) };
    }
}

using System.Globalization;
using System.Text;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>Finds out what is known of devices: from sysfs, blkid and mdadm.</summary>
internal static class FactsReader
{
    // A SCSI page begins with four bytes; each of its descriptors has four, too, before the identifier.
    private const int PageHeader = 4;

    /// <summary>Reads all of some devices. Those that are gone are left out.</summary>
    public static async Task<List<DeviceFacts>> ReadAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var present = names.Where(name => Directory.Exists(Sys(name))).ToList();
        var readable = present.Where(IsReadable).Select(name => DeviceName.Directory + name).ToList();
        var content = readable.Count > 0 ? await ContentReader.ReadAsync(readable, cancellationToken).ConfigureAwait(false) : [];
        var all = new List<DeviceFacts>();
        foreach (var name in present)
        {
            var disk = SysBlock.DiskOf(name) ?? name;
            all.Add(OfKernel(name, disk) with
            {
                Content = content.GetValueOrDefault(DeviceName.Directory + name) ?? [],
                Array = disk.StartsWith("md", StringComparison.Ordinal) ? await OfArrayAsync(disk, cancellationToken).ConfigureAwait(false) : [],
            });
        }

        return all;
    }

    private static string Sys(string name) => "/sys/class/block/" + name;

    // Reading from a mapped device that is suspended would wait until it goes on; a device without a size has nothing to read.
    private static bool IsReadable(string name)
        => SysBlock.Read(Sys(name) + "/dm/suspended") is null or "0" && SysBlock.Read(Sys(name) + "/size") is not (null or "0");

    private static DeviceFacts OfKernel(string name, string disk)
    {
        var facts = new DeviceFacts(name) { Number = SysBlock.Read(Sys(name) + "/dev") ?? "" };
        if (SysBlock.Read(Sys(name) + "/dm/name") is { } mapperName)
        {
            return facts with
            {
                MapperName = mapperName,
                MapperId = SysBlock.Read(Sys(name) + "/dm/uuid") ?? "",
                IsInternal = LogicalVolume.IsPart(name) && !LogicalVolume.Is(name),
                Logical = LogicalVolume.Is(name) ? LogicalVolume.Split(mapperName) : null,
            };
        }

        return facts with
        {
            Partition = int.TryParse(SysBlock.Read(Sys(name) + "/partition"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0,
            Hardware = OfHardware(disk),
            Place = PlaceOf(disk),
            Sequence = name.StartsWith("sd", StringComparison.Ordinal) ? SysBlock.Read(Sys(name) + "/diskseq") : null,
        };
    }

    private static string? OfHardware(string disk)
    {
        try
        {
            var file = $"{Sys(disk)}/device/vpd_pg83";
            return File.Exists(file) ? HardwareName(File.ReadAllBytes(file), $"{SysBlock.Read($"{Sys(disk)}/device/vendor")}", $"{SysBlock.Read($"{Sys(disk)}/device/model")}") : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The name that a disk has by the identifier that its maker gave it.</summary>
    /// <param name="page">The SCSI page 83 of the disk.</param>
    /// <param name="vendor">The maker, padded with spaces.</param>
    /// <param name="model">The model, padded with spaces.</param>
    public static string? HardwareName(ReadOnlySpan<byte> page, string vendor, string model)
    {
        for (var rest = page.Length > PageHeader ? page[PageHeader..] : []; rest.Length > PageHeader && rest.Length >= PageHeader + rest[3]; rest = rest[(PageHeader + rest[3])..])
        {
            // Type 0, the maker's own, of the disk and not of its port, in ASCII.
            if ((rest[1] & 0x3f) == 0 && (rest[0] & 0xf) == 2)
            {
                var id = LinkText.Squeeze(Encoding.Latin1.GetString(rest.Slice(PageHeader, rest[3])));
                return id.Length > 0 ? $"scsi-0{LinkText.Squeeze(vendor)}_{LinkText.Squeeze(model)}_{id}" : null;
            }
        }

        return null;
    }

    // /sys/devices/pci0000:00/0000:00:02.0/virtio1/host0/target0:0:0/0:0:0:0/block/sda
    private static string? PlaceOf(string disk)
    {
        var parts = (new DirectoryInfo(Sys(disk)).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "").Split('/');
        var host = Array.FindIndex(parts, part => part.StartsWith("host", StringComparison.Ordinal));
        var address = host > 0 && host + 2 < parts.Length ? parts[host + 2].Split(':') : [];
        var slot = parts.Take(Math.Max(host, 0)).LastOrDefault(part => part.Count(c => c == ':') == 2);
        return address.Length == 4 && slot is not null ? $"pci-{slot}-scsi-0:{string.Join(':', address[1..])}" : null;
    }

    private static async Task<Dictionary<string, string>> OfArrayAsync(string array, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("mdadm", ["--detail", "--no-devices", "--export", DeviceName.Directory + array], cancellationToken).ConfigureAwait(false);
        return result.Succeeded
            ? result.Output.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
                .DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
            : [];
    }
}

using System.Text;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>Finds the devices that the lines of a guest's fstab mean.</summary>
/// <param name="catalog">The devices there are.</param>
/// <param name="volumes">What the guest calls its volumes.</param>
/// <param name="root">The device of the root file system.</param>
internal sealed class FstabResolver(DeviceCatalog catalog, VolumeNames volumes, KnownDevice root)
{
    private const string ByDirectory = "/dev/disk/by-";

    private static readonly (string Prefix, Func<KnownDevice, string?> Property)[] Tags =
    [
        ("UUID=", device => device.Uuid),
        ("LABEL=", device => device.Label),
        ("PARTUUID=", device => device.PartitionUuid),
        ("PARTLABEL=", device => device.PartitionLabel),
    ];

    private HardwareNames _hardware = HardwareNames.None;

    /// <summary>Finds out from all lines which disks their names of hardware mean.</summary>
    public FstabResolver Learn(IReadOnlyList<FstabEntry> entries)
    {
        _hardware = HardwareNames.Learn(entries, catalog, root, Resolve);
        return this;
    }

    /// <summary>The device of a line; null when it is none of those that are attached.</summary>
    public KnownDevice? Resolve(FstabEntry entry)
    {
        var source = entry.Source;
        foreach (var (prefix, property) in Tags)
        {
            if (source.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return catalog.ByProperty(source[prefix.Length..].Trim('"'), property, root.Disk);
            }

            // /dev/disk/by-uuid/... is UUID=...
            var directory = $"{ByDirectory}{prefix[..^1].ToLowerInvariant()}/";
            if (source.StartsWith(directory, StringComparison.Ordinal))
            {
                return catalog.ByProperty(Unescape(source[directory.Length..]), property, root.Disk);
            }
        }

        return source.StartsWith("/dev/", StringComparison.Ordinal) ? ByName(source) : null;
    }

    private KnownDevice? ByName(string name)
    {
        if (name is "/dev/root" or "/dev/rootfs")
        {
            return root;
        }

        // The guest's disk names come first: its /dev/sda is the first disk, though the appliance may have got another one first.
        if (GuestDiskName.Translate(name, catalog.Disks) is { } disk)
        {
            return catalog.ByName(disk);
        }

        return catalog.ByName(name)
            ?? (volumes.UuidOf(name) is { } uuid ? catalog.ByProperty(uuid, device => device.VolumeUuid, null) : null)
            ?? ByIdentifier(name);
    }

    private KnownDevice? ByIdentifier(string name)
    {
        const string Mapped = ByDirectory + "id/dm-name-";
        return name.StartsWith(Mapped, StringComparison.Ordinal) ? ByName("/dev/mapper/" + Unescape(name[Mapped.Length..]))
            : VolumeNames.UuidIn(name) is { } uuid ? catalog.ByProperty(uuid, device => device.VolumeUuid, null)
            : GuestDiskName.TranslateIdentified(name, catalog.Disks) is { } partition ? catalog.ByName(partition)
            : _hardware.Find(name);
    }

    // udev writes odd bytes of a label as \x20.
    private static string Unescape(string label)
    {
        if (!label.Contains("\\x", StringComparison.Ordinal))
        {
            return label;
        }

        var bytes = GuestText.Encode(label);
        var result = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i + 3 < bytes.Length && bytes[i] == '\\' && bytes[i + 1] == 'x'
                && byte.TryParse(Encoding.ASCII.GetString(bytes, i + 2, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
            {
                result.Add(value);
                i += 3;
            }
            else
            {
                result.Add(bytes[i]);
            }
        }

        return GuestText.Decode([.. result]);
    }
}

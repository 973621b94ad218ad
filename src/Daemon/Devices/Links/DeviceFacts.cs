namespace GuestCtl.Daemon.Devices.Links;

/// <summary>What is known of a block device that gives it names.</summary>
/// <param name="Name">The kernel's name.</param>
internal sealed record DeviceFacts(string Name)
{
    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>Major and minor number, such as 8:1.</summary>
    public string Number { get; init; } = "";

    /// <summary>The number of a partition on its disk; 0 for other devices.</summary>
    public int Partition { get; init; }

    /// <summary>What blkid says of the content, encoded as udev does it.</summary>
    public IReadOnlyDictionary<string, string> Content { get; init; } = Nothing;

    /// <summary>The hardware's name, such as scsi-0QEMU_QEMU_HARDDISK_hd0; null if it has none. That of the disk for a partition.</summary>
    public string? Hardware { get; init; }

    /// <summary>Where the disk is, such as pci-0000:00:02.0-scsi-0:0:0:0; null for volumes. That of the disk for a partition.</summary>
    public string? Place { get; init; }

    /// <summary>The number that the kernel gave the disk when it came; null for partitions and volumes.</summary>
    public string? Sequence { get; init; }

    /// <summary>The device mapper's name; null for other devices.</summary>
    public string? MapperName { get; init; }

    /// <summary>The device mapper's identifier; empty if it has none.</summary>
    public string MapperId { get; init; } = "";

    /// <summary>Whether LVM keeps the device for itself.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Group and volume of a logical volume.</summary>
    public (string Group, string Volume)? Logical { get; init; }

    /// <summary>What mdadm says of an array, or of the array that a partition is on.</summary>
    public IReadOnlyDictionary<string, string> Array { get; init; } = Nothing;

    /// <summary>Which device gets a name that several claim: the highest.</summary>
    public int Priority => Array.Count > 0 ? 100 : MapperName is not null ? 50 : 0;
}

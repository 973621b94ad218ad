namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>A device of the appliance with the names that a guest may know it by.</summary>
/// <param name="Path">The appliance's name, such as /dev/sda1 or /dev/vg/lv.</param>
/// <param name="Type">What is on it, such as ext4 or swap; empty when nothing is known.</param>
internal sealed record KnownDevice(string Path, string Type = "")
{
    /// <summary>The disk that it is, or is a partition of; null for volumes.</summary>
    public string? Disk { get; init; }

    public string? Uuid { get; init; }

    public string? Label { get; init; }

    public string? PartitionUuid { get; init; }

    public string? PartitionLabel { get; init; }

    /// <summary>Where on its disk the partition begins, in bytes.</summary>
    public long? PartitionStart { get; init; }

    /// <summary>Other names: /dev/mapper/vg-lv, /dev/md/name, and those in /dev/disk/by-id that mean a volume.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The identifier of the MD array or of the encrypted device it was opened from.</summary>
    public string? VolumeUuid { get; init; }
}

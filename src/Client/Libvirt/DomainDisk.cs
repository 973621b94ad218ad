namespace GuestCtl.Libvirt;

/// <summary>A disk of a virtual machine.</summary>
internal sealed record DomainDisk
{
    /// <summary>A file, a device, or the name of the image on a server.</summary>
    public required string Source { get; init; }

    /// <summary>The storage pool of a volume, whose name is the source. <value>Default: none, it is no volume.</value></summary>
    public string? Pool { get; init; }

    public string? Format { get; init; }

    public string Protocol { get; init; } = "file";

    public IReadOnlyList<string> Servers { get; init; } = [];

    public string? User { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>Bytes in a sector; 0 when nothing is said.</summary>
    public int BlockSize { get; init; }
}

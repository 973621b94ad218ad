namespace GuestCtl.Protocol.Tar;

/// <summary>One member of a tar archive, after all of its headers. Names are bytes, as they are in the archive.</summary>
internal sealed class TarEntry
{
    public required byte[] Name { get; set; }

    public byte[] LinkName { get; set; } = [];

    public TarEntryKind Kind { get; set; }

    public uint Mode { get; set; }

    public long Uid { get; set; }

    public long Gid { get; set; }

    /// <summary>Seconds and nanoseconds since 1970.</summary>
    public (long Seconds, long Nanoseconds) ModificationTime { get; set; }

    /// <summary>Bytes of content in the archive.</summary>
    public long StoredSize { get; set; }

    /// <summary>Bytes of the file.</summary>
    public long Size { get; set; }

    /// <summary>Where the stored bytes belong, for a file with holes; null when they are all of it.</summary>
    public List<(long Offset, long Length)>? Map { get; set; }

    public uint DeviceMajor { get; set; }

    public uint DeviceMinor { get; set; }

    /// <summary>Extended attributes by name.</summary>
    public List<KeyValuePair<byte[], byte[]>> Attributes { get; } = [];

    public string? AccessList { get; set; }

    public string? DefaultAccessList { get; set; }

    public byte[]? SelinuxLabel { get; set; }
}

/// <summary>What a member is.</summary>
internal enum TarEntryKind
{
    Regular,
    HardLink,
    SymbolicLink,
    CharacterDevice,
    BlockDevice,
    Directory,
    Fifo,

    /// <summary>Something for tar itself, such as a volume's name: not a file.</summary>
    Ignored,
}

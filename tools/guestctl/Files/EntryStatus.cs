namespace GuestCtl.Cli.Files;

/// <summary>What a listing shows of an entry's status. A value, so that those of a million entries take little memory.</summary>
internal readonly record struct EntryStatus(long Mode, long Links, long Uid, long Gid, long Size, long Modified, long Nanoseconds)
{
    private const long TypeMask = 0xF000;

    // No mode has it.
    private const long Missing = -1;

    /// <summary>Of an entry that vanished, or that a broken file system cannot read.</summary>
    public static EntryStatus Unknown { get; } = new(Missing, 0, 0, 0, 0, 0, 0);

    public bool IsKnown => Mode != Missing;

    public bool IsDirectory => IsKnown && (Mode & TypeMask) == 0x4000;

    public bool IsLink => IsKnown && (Mode & TypeMask) == 0xA000;

    /// <summary>The kind of file in one word, for programs.</summary>
    public string Type => (Mode & TypeMask) switch
    {
        0x4000 => "directory",
        0xA000 => "symlink",
        0x8000 => "file",
        0x6000 => "blockdevice",
        0x2000 => "chardevice",
        0x1000 => "fifo",
        0xC000 => "socket",
        _ => "unknown",
    };

    /// <summary>The status that the appliance told of. It has an inode of -1 for an entry that it cannot read.</summary>
    public static EntryStatus Of(Statns status) => status.Ino == -1
        ? Unknown
        : new(status.Mode & 0xFFFF_FFFF, status.Nlink, status.Uid, status.Gid, status.Size, status.MtimeSec, status.MtimeNsec);
}

namespace GuestCtl.Cli.Files;

/// <summary>One entry of a directory in a guest.</summary>
/// <param name="Path">Its path in the guest.</param>
/// <param name="Name">How a listing shows it.</param>
/// <param name="Status">Its status, when it was asked for.</param>
/// <param name="Target">Where a symbolic link points to.</param>
internal sealed record GuestEntry(string Path, string Name, Statns? Status, string? Target)
{
    private const long TypeMask = 0xF000;
    private const long DirectoryType = 0x4000;
    private const long LinkType = 0xA000;

    public bool IsDirectory => Status is { } status && (status.Mode & TypeMask) == DirectoryType;

    public bool IsLink => IsLinkMode(Status);

    /// <summary>The kind of file in one word, for programs.</summary>
    public string? Type => Status is null ? null : (Status.Mode & TypeMask) switch
    {
        DirectoryType => "directory",
        LinkType => "symlink",
        0x8000 => "file",
        0x6000 => "blockdevice",
        0x2000 => "chardevice",
        0x1000 => "fifo",
        0xC000 => "socket",
        _ => "unknown",
    };

    public static bool IsLinkMode(Statns? status) => status is not null && (status.Mode & TypeMask) == LinkType;
}

namespace GuestCtl.Cli.Disks;

/// <summary>How full a file system is, in bytes.</summary>
internal sealed record Usage(FilesystemRow Filesystem, long Size, long Used, long Available, long Inodes, long InodesFree)
{
    /// <summary>The used share of what users can have, rounded up as df does; null when there is nothing to share.</summary>
    public int? Percent => Used + Available > 0 ? (int)Math.Ceiling(100.0 * Used / (Used + Available)) : null;

    public static Usage Of(FilesystemRow filesystem, Statvfs status) => new(
        filesystem,
        status.Blocks * status.Frsize,
        (status.Blocks - status.Bfree) * status.Frsize,
        status.Bavail * status.Frsize,
        status.Files,
        status.Ffree);
}

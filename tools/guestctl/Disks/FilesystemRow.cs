namespace GuestCtl.Cli.Disks;

/// <summary>A file system on the disks, whether or not an operating system uses it.</summary>
/// <param name="Mountable">The device or subvolume.</param>
/// <param name="Type">Its type, such as ext4, swap or unknown.</param>
/// <param name="Label">Its label, or null.</param>
/// <param name="Uuid">Its UUID, or null.</param>
/// <param name="Size">The size of its device in bytes, or null.</param>
/// <param name="Parents">What its device is made of: a disk, or the physical volumes of the volume group.</param>
internal sealed record FilesystemRow(string Mountable, string Type, string? Label, string? Uuid, long? Size, IReadOnlyList<string> Parents)
{
    /// <summary>Whether there is something in it that can be mounted.</summary>
    public bool IsMountable => Type is not ("swap" or "unknown" or "") && !Type.StartsWith("crypto_", StringComparison.Ordinal);
}

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Something that may be mounted.</summary>
/// <param name="Mountable">Its device, with the subvolume if there is one.</param>
/// <param name="Type">The type of the file system, or "unknown".</param>
/// <param name="Values">All that blkid says of the device.</param>
internal sealed record FoundFilesystem(string Mountable, string Type, IReadOnlyDictionary<string, string> Values);

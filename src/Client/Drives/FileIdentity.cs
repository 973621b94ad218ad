namespace GuestCtl.Drives;

/// <summary>What tells a file apart from all others, by whatever name it is opened.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file's number there.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

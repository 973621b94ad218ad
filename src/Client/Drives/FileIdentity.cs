namespace GuestCtl.Drives;

/// <summary>What tells a file apart from all others, by whatever name it is opened.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file's number there, which a new file may have once this one is gone.</param>
/// <param name="Born">When it was made, in nanoseconds since 1970. It tells the file from an earlier one with the same number. Null where the file system does not record it.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, long? Born = null);

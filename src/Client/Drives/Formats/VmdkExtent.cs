namespace GuestCtl.Drives.Formats;

/// <summary>A part of a VMware disk that lies uncompressed in another file.</summary>
/// <param name="File">The file.</param>
/// <param name="Offset">Where it begins there, in bytes.</param>
/// <param name="Length">In bytes.</param>
internal sealed record VmdkExtent(FileReference File, long Offset, long Length);

namespace GuestCtl.Drives.Formats;

/// <summary>An image that lies in another file as it is.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">In bytes.</param>
internal sealed record FilePart(string Name, long Offset, long Length);

namespace GuestCtl.Build.Images;

/// <summary>One partition of a test image.</summary>
/// <param name="Name">The GPT name; MBR has none, and there it only serves the reader.</param>
/// <param name="SizeMiB">The size in mebibytes.</param>
/// <param name="Type">sfdisk's type: a GUID for GPT, two hexadecimal digits for MBR.</param>
/// <param name="Uuid">The GPT partition's own GUID, null for MBR.</param>
/// <param name="Bootable">The MBR active flag.</param>
internal sealed record Partition(string Name, long SizeMiB, string Type, string? Uuid = null, bool Bootable = false);

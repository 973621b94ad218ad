namespace GuestCtl.Drives.Formats;

/// <summary>A VMware image: one sparse file, or a text that names the files with the data.</summary>
internal static class VmdkHeader
{
    private const string Format = "vmdk";
    private const int SectorBytes = 512;
    private const int SparseHeaderLength = 79;

    // QEMU looks for a parent's name in this part of the file.
    private const int ParentTextAt = 0x200;
    private const int ParentTextBytes = 20 * SectorBytes;

    // Descriptors are a few hundred bytes; one with thousands of extents is still far below this.
    private const int MaxDescriptorBytes = 1 << 20;

    /// <summary>Whether a file starts as a text that describes a disk.</summary>
    public static bool IsDescriptor(ReadOnlySpan<byte> start) =>
        start.TrimStart(" \t\r\n"u8).StartsWith("# Disk DescriptorFile"u8);

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Peek(0, SectorBytes);
        if (IsDescriptor(start))
            return VmdkDescriptor.Parse(image.Peek(0, (int)Math.Min(image.Length, MaxDescriptorBytes)));
        var header = VmdkDescriptor.Parse(image.Peek(ParentTextAt, ParentTextBytes)) with { Extents = [] };
        if (!start.AsSpan().StartsWith("KDMV"u8))
            return header;
        start = image.Read(Format, "header", 0, SparseHeaderLength);
        var capacity = ImageBytes.LittleEndian64(start, 12);
        if (capacity is < 0 or > long.MaxValue / SectorBytes)
            throw image.Corrupt(Format, "its virtual size is out of range");
        // With no capacity of its own QEMU takes the file for a wrapped descriptor, and opens what that names.
        return capacity == 0 ? ReadWrapped(image, start) : header with { VirtualSize = capacity * SectorBytes };
    }

    private static ImageHeader ReadWrapped(ImageBytes image, byte[] start)
    {
        var at = ImageBytes.LittleEndian64(start, 28);
        if (at is < 0 or > long.MaxValue / SectorBytes)
            throw image.Corrupt(Format, "its descriptor is out of range");
        return VmdkDescriptor.Parse(image.Peek(at * SectorBytes, MaxDescriptorBytes));
    }
}

namespace GuestCtl.Drives.Formats;

/// <summary>The tables at the beginning of a VHDX image, as far as the size of the disk. The layout is Microsoft's [MS-VHDX].</summary>
internal static class VhdxHeader
{
    private const string Format = "vhdx";
    private const int RegionTableBytes = 64 << 10;
    private const int MaxRegions = 2047;
    private const int MetadataTableBytes = 64 << 10;
    private const int MaxItems = 2047;
    private const int EntryBytes = 32;

    // Two copies.
    private static readonly long[] RegionTables = [192 << 10, 256 << 10];

    private static readonly Guid MetadataRegion = new("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    private static readonly Guid DiskSizeItem = new("2fa54224-cd1b-4876-b211-5dbed83bf4b8");

    /// <summary>Reads it. The size stays unknown where the tables do not say it: only whoever asks for it needs it.</summary>
    public static ImageHeader Read(ImageBytes image) => new(Format) { VirtualSize = RegionTables.Select(at => DiskSize(image, at)).FirstOrDefault(size => size is > 0) };

    private static long? DiskSize(ImageBytes image, long regionTable)
    {
        var regions = image.Peek(regionTable, RegionTableBytes);
        if (regions.Length < RegionTableBytes || !regions.AsSpan().StartsWith("regi"u8))
        {
            return null;
        }

        // A signature, a checksum, a count and four bytes for later; then 32 bytes for each region.
        var region = Find(regions, first: 16, ImageBytes.LittleEndian32(regions, 8), MaxRegions, MetadataRegion);
        if (region < 0)
        {
            return null;
        }

        var start = ImageBytes.LittleEndian64(regions, region + 16);
        var table = start < 0 || start > image.Length ? [] : image.Peek(start, MetadataTableBytes);
        if (table.Length < MetadataTableBytes || !table.AsSpan().StartsWith("metadata"u8))
        {
            return null;
        }

        var item = Find(table, first: 32, ImageBytes.LittleEndian32(table, 8) >> 16, MaxItems, DiskSizeItem);
        return item < 0 ? null : Number(image, start + ImageBytes.LittleEndian32(table, item + 16));
    }

    private static long? Number(ImageBytes image, long offset) =>
        offset >= 0 && image.Peek(offset, sizeof(long)) is { Length: sizeof(long) } bytes ? ImageBytes.LittleEndian64(bytes, 0) : null;

    private static int Find(byte[] table, int first, uint count, int most, Guid wanted)
    {
        for (var i = 0; i < Math.Min(count, most); i++)
        {
            var at = first + (i * EntryBytes);
            if (at + EntryBytes <= table.Length && new Guid(table.AsSpan(at, 16)) == wanted)
            {
                return at;
            }
        }

        return -1;
    }
}

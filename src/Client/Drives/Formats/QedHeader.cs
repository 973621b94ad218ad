namespace GuestCtl.Drives.Formats;

/// <summary>The header of a QED image.</summary>
internal static class QedHeader
{
    private const string Format = "qed";
    private const int Length = 64;
    private const int MaxNameBytes = 1023;
    private const long HasBackingFile = 1;
    private const long BackingIsRaw = 4;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Length);
        var features = ImageBytes.LittleEndian64(start, 16);
        var header = new ImageHeader(Format) { VirtualSize = ImageBytes.LittleEndian64(start, 48) };
        if ((features & HasBackingFile) == 0)
            return header;
        var length = ImageBytes.LittleEndian32(start, 60);
        if (length > MaxNameBytes)
            throw image.Corrupt(Format, "the name of its backing file is too long");
        return header with
        {
            Backing = new FileReference("backing file", image.ReadName(Format, "backing file", ImageBytes.LittleEndian32(start, 56), (int)length)),
            BackingFormat = (features & BackingIsRaw) != 0 ? "raw" : null,
        };
    }
}

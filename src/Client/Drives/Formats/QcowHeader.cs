namespace GuestCtl.Drives.Formats;

/// <summary>The header of a qcow image, the first version of the format.</summary>
internal static class QcowHeader
{
    private const string Format = "qcow";
    private const int Length = 48;
    private const int MaxNameBytes = 1023;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Length);
        var offset = ImageBytes.BigEndian64(start, 8);
        var length = ImageBytes.BigEndian32(start, 16);
        if (offset != 0 && length > MaxNameBytes)
            throw image.Corrupt(Format, "the name of its backing file is too long");
        return new ImageHeader(Format)
        {
            VirtualSize = ImageBytes.BigEndian64(start, 24),
            Backing = offset == 0 || length == 0
                ? null
                : new FileReference("backing file", image.ReadName(Format, "backing file", offset, (int)length)),
            IsEncrypted = ImageBytes.BigEndian32(start, 36) != 0,
            Unusable = ImageBytes.BigEndian32(start, 36) != 0 ? "it is encrypted inside qcow" : null,
        };
    }
}

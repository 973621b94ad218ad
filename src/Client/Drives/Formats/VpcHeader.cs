namespace GuestCtl.Drives.Formats;

/// <summary>The header of a Virtual PC image whose size grows.</summary>
internal static class VpcHeader
{
    private const string Format = "vpc";
    private const int Length = 512;
    private const uint Differencing = 4;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Length);
        return new ImageHeader(Format)
        {
            Unusable = ImageBytes.BigEndian32(start, 60) == Differencing
                ? "it holds the differences to another image; merge the two with the program that made them"
                : null,
        };
    }
}

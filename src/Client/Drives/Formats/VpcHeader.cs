using System.Text;

namespace GuestCtl.Drives.Formats;

/// <summary>The header of a Virtual PC image whose size grows.</summary>
internal static class VpcHeader
{
    private const string Format = "vpc";
    private const int Length = 512;
    private const int SectorBytes = 512;
    private const uint Differencing = 4;

    // The largest disk that cylinders, heads and sectors can name.
    private const long LargestByGeometry = 65535L * 16 * 255;

    // Programs whose disks have the size that they say, and not the one of their geometry, which rounds it.
    private static readonly string[] ExactCreators = ["win ", "qem2", "d2v ", "tap\0", "CTXS"];

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Length);
        return new ImageHeader(Format)
        {
            VirtualSize = Size(start),
            Unusable = ImageBytes.BigEndian32(start, 60) == Differencing
                ? "it holds the differences to another image; merge the two with the program that made them"
                : null,
        };
    }

    private static long Size(byte[] footer)
    {
        var exact = ImageBytes.BigEndian64(footer, 48);
        var sectors = (long)((footer[56] << 8) | footer[57]) * footer[58] * footer[59];
        return ExactCreators.Contains(Encoding.Latin1.GetString(footer, 28, 4)) || sectors == LargestByGeometry
            ? exact / SectorBytes * SectorBytes
            : sectors * SectorBytes;
    }
}

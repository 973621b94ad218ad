namespace GuestCtl.Drives.Formats;

/// <summary>The header of a VirtualBox image.</summary>
internal static class VdiHeader
{
    private const string Format = "vdi";
    private const int Length = 0x200;
    private const int Dynamic = 1;
    private const int Static = 2;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Read(Format, "header", 0, Length);
        var type = ImageBytes.LittleEndian32(start, 0x4c);
        return new ImageHeader(Format)
        {
            VirtualSize = ImageBytes.LittleEndian64(start, 0x170),
            Unusable = type is Dynamic or Static ? null : "it is a snapshot of another VirtualBox image; merge the two in VirtualBox first",
        };
    }
}

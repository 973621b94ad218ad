using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace GuestCtl.Drives.Formats;

/// <summary>The binary header of a sparse VMware image, with the bounds of what QEMU can be given.</summary>
/// <remarks>QEMU trusts most of these numbers, and divides and allocates by them. A mistake of one drive would cost all drives.</remarks>
internal static class VmdkSparseHeader
{
    private const string Format = "vmdk";
    private const int SectorBytes = 512;
    private const int Length = 79;
    private const int CompressionAt = 77;

    // The header is then read once more, from the third sector before the end.
    private const long AtEnd = -1;
    private const int FooterBytes = 3 * SectorBytes;
    private const int FooterMarker = 3;

    private const int MaxVersion = 3;
    private const uint HasSecondDirectory = 1 << 1;
    private const uint EntriesOfTable = 512;
    private const long MinGrain = 8;
    private const long MaxGrain = 2048;

    // 64 TB; VMware's own limit is 2 TB. It bounds the table that QEMU reads when it opens the image.
    private const long MaxCapacity = (64L << 40) / SectorBytes;

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var header = image.Read(Format, "header", 0, Length);
        // With no capacity of its own the file is a wrapper around a text, which QEMU would follow.
        if (ImageBytes.LittleEndian64(header, 12) == 0)
            return new ImageHeader(Format) { IsDescription = true, Unusable = "it is an empty wrapper around a description" };
        if (ImageBytes.LittleEndian64(header, 56) == AtEnd)
        {
            if (ReadFooter(image) is not { } footer)
                return new ImageHeader(Format) { Unusable = "its footer is missing or damaged; download it again" };
            header = footer;
        }
        var capacity = ImageBytes.LittleEndian64(header, 12);
        return new ImageHeader(Format)
        {
            VirtualSize = capacity is > 0 and <= MaxCapacity ? capacity * SectorBytes : null,
            // QEMU 7.2 ends with a segmentation fault when it is to write zeroes there.
            Unwritable = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(CompressionAt)) == 0 ? null : "it is compressed",
            Unusable = Check(image, header, capacity) is { } wrong ? $"its header is damaged: {wrong}" : null,
        };
    }

    private static byte[]? ReadFooter(ImageBytes image)
    {
        if (image.Length % SectorBytes != 0 || image.Length < FooterBytes + SectorBytes)
            return null;
        var all = image.Read(Format, "footer", image.Length - FooterBytes, FooterBytes);
        var sector = all.AsSpan(SectorBytes);
        return ImageBytes.LittleEndian32(all, 8) == 0 && ImageBytes.LittleEndian32(all, 12) == FooterMarker && sector.StartsWith("KDMV"u8)
            && !sector.Slice(SectorBytes, 16).ContainsAnyExcept((byte)0)
            ? sector[..SectorBytes].ToArray()
            : null;
    }

    private static string? Check(ImageBytes image, byte[] header, long capacity)
    {
        var version = ImageBytes.LittleEndian32(header, 4);
        if (version is 0 or > MaxVersion)
            return string.Create(CultureInfo.InvariantCulture, $"version {version}");
        if (capacity is <= 0 or > MaxCapacity)
            return "its virtual size is out of range";
        var grain = ImageBytes.LittleEndian64(header, 20);
        if (grain is < MinGrain or > MaxGrain || !BitOperations.IsPow2(grain))
            return string.Create(CultureInfo.InvariantCulture, $"a grain has {grain} sectors");
        if (ImageBytes.LittleEndian32(header, 44) != EntriesOfTable)
            return "its tables have another size than all others";
        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(CompressionAt)) > 1)
            return "its compression is not known";
        var tables = (capacity + (grain * EntriesOfTable) - 1) / (grain * EntriesOfTable);
        if (!Holds(image, ImageBytes.LittleEndian64(header, 56), tables * sizeof(uint)))
            return "its directory is not in the file";
        if ((ImageBytes.LittleEndian32(header, 8) & HasSecondDirectory) != 0 && !Holds(image, ImageBytes.LittleEndian64(header, 48), tables * sizeof(uint)))
            return "its second directory is not in the file";
        return Holds(image, ImageBytes.LittleEndian64(header, 64), 0) ? null : "its data is not in the file";
    }

    private static bool Holds(ImageBytes image, long sector, long bytes) =>
        sector is >= 0 and <= long.MaxValue / SectorBytes / 2 && (sector * SectorBytes) + bytes <= image.Length;
}

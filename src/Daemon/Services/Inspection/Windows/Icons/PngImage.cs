using System.Buffers.Binary;
using System.IO.Compression;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Icons;

/// <summary>Writes PNG images of true colours.</summary>
internal static class PngImage
{
    private const byte TrueColour = 2;
    private const byte TrueColourWithAlpha = 6;

    /// <summary>What every PNG image begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes an image.</summary>
    /// <param name="pixels">Red, green, blue and cover, line by line from the top.</param>
    /// <param name="width">Pixels in a line.</param>
    /// <param name="hasAlpha">Whether the cover is kept.</param>
    public static byte[] Write(ReadOnlySpan<byte> pixels, int width, bool hasAlpha)
    {
        var height = pixels.Length / DeviceBitmap.PixelLength / width;
        var image = new MemoryStream();
        image.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, hasAlpha ? TrueColourWithAlpha : TrueColour);
        WriteChunk(image, "IHDR"u8, header);
        WriteChunk(image, "IDAT"u8, Compress(pixels, width, hasAlpha));
        WriteChunk(image, "IEND"u8, []);
        return image.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> pixels, int width, bool hasAlpha)
    {
        var compressed = new MemoryStream();
        var line = new byte[1 + (width * (hasAlpha ? 4 : 3))];
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            // Each line begins with its filter, which is 0 for none.
            for (var rest = pixels; !rest.IsEmpty; rest = rest[(width * DeviceBitmap.PixelLength)..])
            {
                for (var x = 0; x < width; x++)
                {
                    rest.Slice(x * DeviceBitmap.PixelLength, hasAlpha ? 4 : 3).CopyTo(line.AsSpan(1 + (x * (hasAlpha ? 4 : 3))));
                }

                stream.Write(line);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream image, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        image.Write(number);
        image.Write(type);
        image.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Sum(Sum(uint.MaxValue, type), content));
        image.Write(number);
    }

    // CRC-32.
    private static uint Sum(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xedb88320 : sum >> 1;
            }
        }

        return sum;
    }
}

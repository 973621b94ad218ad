using System.Buffers.Binary;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Icons;

/// <summary>A bitmap as Windows keeps it in resources: without compression, of 1, 4, 8, 24 or 32 bits for a pixel.</summary>
internal static class DeviceBitmap
{
    /// <summary>Bytes of a pixel that is returned: red, green, blue, and how much it covers.</summary>
    public const int PixelLength = 4;

    // Icons have 256 pixels at most, the pictures of explorer.exe some hundreds.
    private const int MaxSide = 512;

    private const int Header = 40;
    private const int LongestHeader = 124;
    private const int Uncompressed = 0;
    private const int WithMasks = 3;
    private const byte Covered = 255;

    private static readonly uint[] UsualMasks = [0xff0000, 0xff00, 0xff];

    /// <summary>Reads a bitmap.</summary>
    /// <param name="bitmap">Its header, its colours and its lines.</param>
    /// <param name="hasMask">Whether it is that of an icon: a second picture of the same size follows, which tells what is not covered.</param>
    /// <param name="width">Pixels in a line.</param>
    /// <returns>The pixels, line by line from the top; null when it is damaged, too large, or of a kind that is not known.</returns>
    public static byte[]? Read(ReadOnlySpan<byte> bitmap, bool hasMask, out int width)
    {
        width = 0;
        var headerLength = bitmap.Length < Header ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bitmap);
        if (headerLength is < Header or > LongestHeader || headerLength > bitmap.Length)
        {
            return null;
        }

        width = BinaryPrimitives.ReadInt32LittleEndian(bitmap[4..]);
        var lines = BinaryPrimitives.ReadInt32LittleEndian(bitmap[8..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(bitmap[14..]);
        var compression = BinaryPrimitives.ReadUInt32LittleEndian(bitmap[16..]);
        var used = BinaryPrimitives.ReadUInt32LittleEndian(bitmap[32..]);
        var height = hasMask ? lines / 2 : Math.Abs((long)lines);
        if (width is <= 0 or > MaxSide || height is <= 0 or > MaxSide || bits is not (1 or 4 or 8 or 24 or 32))
        {
            return null;
        }

        var rest = bitmap[(int)headerLength..];
        if (compression == WithMasks && bits == 32)
        {
            // Those of a later version stand in its longer header.
            var masks = headerLength > Header ? bitmap[Header..] : rest;
            if (masks.Length < 12 || !HasUsualMasks(masks))
            {
                return null;
            }

            rest = headerLength > Header ? rest : rest[12..];
        }
        else if (compression != Uncompressed)
        {
            return null;
        }

        var colours = bits > 8 ? used : used == 0 ? 1u << bits : used;
        if (colours > 256 || colours * 4 > rest.Length)
        {
            return null;
        }

        var palette = rest[..(int)(colours * 4)];
        rest = rest[palette.Length..];
        var stride = LineLength(width, bits);
        if (rest.Length < stride * height)
        {
            return null;
        }

        var pixels = new byte[width * (int)height * PixelLength];
        for (var y = 0; y < height; y++)
        {
            var line = rest.Slice((int)(lines < 0 ? y : height - 1 - y) * stride, stride);
            ReadLine(line, bits, palette, pixels.AsSpan(y * width * PixelLength, width * PixelLength));
        }

        Cover(pixels, width, (int)height, hasMask, isFull: bits == 32, rest[(int)(stride * height)..]);
        return pixels;
    }

    private static bool HasUsualMasks(ReadOnlySpan<byte> masks)
    {
        for (var i = 0; i < UsualMasks.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(masks[(i * 4)..]) != UsualMasks[i])
            {
                return false;
            }
        }

        return true;
    }

    // Lines are filled up to four bytes.
    private static int LineLength(int width, int bits) => ((width * bits) + 31) / 32 * 4;

    private static void ReadLine(ReadOnlySpan<byte> line, int bits, ReadOnlySpan<byte> palette, Span<byte> pixels)
    {
        for (var x = 0; x < pixels.Length / PixelLength; x++)
        {
            ReadOnlySpan<byte> colour;
            if (bits > 8)
            {
                colour = line.Slice(x * bits / 8, bits / 8);
            }
            else
            {
                var index = (line[x * bits / 8] >> (8 - bits - (x * bits % 8))) & ((1 << bits) - 1);

                // Black stands for a colour that is not there.
                colour = index * 4 < palette.Length ? palette.Slice(index * 4, 3) : [0, 0, 0];
            }

            var pixel = pixels[(x * PixelLength)..];
            (pixel[0], pixel[1], pixel[2], pixel[3]) = (colour[2], colour[1], colour[0], bits == 32 ? colour[3] : Covered);
        }
    }

    // A picture of 32 bits tells itself what it covers, unless it says that it covers nothing at all. That of an icon has its mask for that.
    private static void Cover(byte[] pixels, int width, int height, bool hasMask, bool isFull, ReadOnlySpan<byte> mask)
    {
        if (isFull && HasCover(pixels))
        {
            return;
        }

        var stride = LineLength(width, 1);
        for (var i = 0; i < width * height; i++)
        {
            var (y, x) = Math.DivRem(i, width);
            var at = ((height - 1 - y) * stride) + (x / 8);
            var isBare = hasMask && at < mask.Length && (mask[at] & (0x80 >> (x % 8))) != 0;
            pixels[(i * PixelLength) + 3] = isBare ? (byte)0 : Covered;
        }
    }

    private static bool HasCover(byte[] pixels)
    {
        for (var i = 3; i < pixels.Length; i += PixelLength)
        {
            if (pixels[i] != 0)
            {
                return true;
            }
        }

        return false;
    }
}

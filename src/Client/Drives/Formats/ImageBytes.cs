using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace GuestCtl.Drives.Formats;

/// <summary>An image file as bytes. All reading is bounded, and a file that ends too early is an error which says so.</summary>
/// <param name="file">The file, which stays its owner's.</param>
/// <param name="part">The part of the file that the image is; null for all of it.</param>
internal sealed class ImageBytes(OpenedFile file, FilePart? part = null)
{
    /// <summary>The file, with the name of the part in it.</summary>
    public string Path => part is null ? file.Path : $"{part.Name} in {file.Path}";

    /// <summary>Its length in bytes.</summary>
    public long Length => part?.Length ?? file.Length;

    /// <summary>Reads up to <paramref name="count"/> bytes; fewer at the end of the file.</summary>
    public byte[] Peek(long offset, int count)
    {
        // What follows a part is none of its bytes. The end of a whole file is found by reading.
        if (part is not null)
            count = (int)Math.Clamp(part.Length - offset, 0, count);
        var (buffer, start, got) = (new byte[count], (part?.Offset ?? 0) + offset, 0);
        while (got < count && RandomAccess.Read(file.Handle, buffer.AsSpan(got), start + got) is > 0 and var read)
            got += read;
        return buffer[..got];
    }

    /// <summary>Reads exactly <paramref name="count"/> bytes.</summary>
    /// <exception cref="DriveException">The file ends before.</exception>
    public byte[] Read(string format, string what, long offset, int count)
    {
        Require(format, what, offset, count);
        var bytes = Peek(offset, count);
        return bytes.Length == count ? bytes : throw Truncated(format, what, (UInt128)offset + (UInt128)count);
    }

    /// <summary>Checks that the file holds a range that its header speaks of.</summary>
    /// <exception cref="DriveException">It does not.</exception>
    public void Require(string format, string what, long offset, long count)
    {
        if (offset < 0 || count < 0 || (UInt128)offset + (UInt128)count > (UInt128)Length)
            throw Truncated(format, what, (UInt128)(ulong)offset + (UInt128)(ulong)count);
    }

    /// <summary>Reads a file name that an image holds.</summary>
    public string ReadName(string format, string what, long offset, int count) => Name(format, what, Read(format, what, offset, count));

    /// <summary>Decodes a file name that an image holds.</summary>
    public string Name(string format, string what, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var name = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            if (name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal))
                return name;
        }
        catch (DecoderFallbackException)
        {
            // Falls through to the same message as an empty name.
        }
        throw Corrupt(format, $"the name of its {what} is not readable text");
    }

    /// <summary>The error for a header that makes no sense.</summary>
    public DriveException Corrupt(string format, string why) =>
        new($"'{Path}' is a {format} image, but its header is damaged: {why}. Check it with 'qemu-img check', or give its format if it is not {format}.");

    /// <summary>A big-endian number at a place that is known to be there.</summary>
    public static uint BigEndian32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);

    /// <summary>A big-endian number at a place that is known to be there.</summary>
    public static long BigEndian64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64BigEndian(bytes[at..]);

    /// <summary>A little-endian number at a place that is known to be there.</summary>
    public static uint LittleEndian32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    /// <summary>A little-endian number at a place that is known to be there.</summary>
    public static long LittleEndian64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);

    private DriveException Truncated(string format, string what, UInt128 end) => new(string.Create(CultureInfo.InvariantCulture,
        $"'{Path}' is a {format} image but is only {Length} bytes long; the header says that its {what} reaches to byte {end}. The file is incomplete: copy or download it again."));
}

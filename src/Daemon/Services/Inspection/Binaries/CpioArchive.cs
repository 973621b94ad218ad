using System.Globalization;
using System.Text;

namespace GuestCtl.Daemon.Services.Inspection.Binaries;

/// <summary>Looks through the cpio archive of an initrd, which may be followed by further ones, for a binary.</summary>
internal static class CpioArchive
{
    private const int HeaderLength = 110;

    // Longer names cannot be unpacked.
    private const int MaxName = 4096;

    // Distributions pad the first archive, with microcode, to a page or a sector.
    private const int MaxPadding = 64 * 1024;

    /// <summary>Whether a file begins like an archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> head) => head.StartsWith("070701"u8) || head.StartsWith("070702"u8);

    /// <summary>The architecture of the first binary in the archives of a stream.</summary>
    /// <returns>The architecture, or null; and the bytes after the last archive, if they are no archive: the next part may be compressed.</returns>
    public static (string? Architecture, byte[] Remainder) FindArchitecture(Stream stream, CancellationToken cancellationToken)
    {
        var header = new byte[HeaderLength];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = ReadHeader(stream, header);
            if (count < HeaderLength || !IsArchive(header))
            {
                return (null, header[..count]);
            }

            var size = Field(header, 6);
            var nameLength = Field(header, 11);
            if (size is null || nameLength is null or > MaxName || !Skip(stream, Padded(HeaderLength + nameLength.Value) - HeaderLength))
            {
                return (null, []);
            }

            var head = new byte[(int)Math.Min(size.Value, BinaryHeader.Length)];
            if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            {
                return (null, []);
            }

            if (BinaryHeader.Architecture(head) is { } architecture)
            {
                return (architecture, []);
            }

            if (!Skip(stream, Padded(size.Value) - head.Length))
            {
                return (null, []);
            }
        }
    }

    // Reads a header after any zero bytes that pad to it.
    private static int ReadHeader(Stream stream, byte[] header)
    {
        var padding = 0;
        int first;
        while ((first = stream.ReadByte()) == 0)
        {
            if (++padding > MaxPadding)
            {
                return 0;
            }
        }

        if (first < 0)
        {
            return 0;
        }

        header[0] = (byte)first;
        return 1 + stream.ReadAtLeast(header.AsSpan(1), header.Length - 1, throwOnEndOfStream: false);
    }

    private static long? Field(byte[] header, int index)
        => long.TryParse(Encoding.ASCII.GetString(header, 6 + (index * 8), 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static long Padded(long length) => (length + 3) & ~3L;

    private static bool Skip(Stream stream, long length)
    {
        var buffer = new byte[16 * 1024];
        while (length > 0)
        {
            var count = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (count == 0)
            {
                return false;
            }

            length -= count;
        }

        return true;
    }
}

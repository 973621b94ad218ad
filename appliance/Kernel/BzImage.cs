using System.Buffers.Binary;

namespace GuestCtl.Appliances.Kernel;

/// <summary>The compressed kernel inside a bzImage, found by the header fields of the Linux x86 boot protocol.</summary>
internal static class BzImage
{
    private const int SetupSectors = 0x1f1;
    private const int Magic = 0x202;
    private const int ProtocolVersion = 0x206;
    private const int PayloadOffset = 0x248;
    private const int PayloadLength = 0x24c;

    /// <summary>The program of the tree that unpacks a payload, and how many bytes at its end are not part of the stream.</summary>
    internal sealed record Payload(ReadOnlyMemory<byte> Data, string Program, string Suffix);

    /// <summary>Finds the payload, or null when the image is of a kind that holds none we can unpack.</summary>
    internal static Payload? Find(ReadOnlyMemory<byte> image)
    {
        var bytes = image.Span;
        // Protocol 2.08 brought the payload fields.
        if (bytes.Length < PayloadLength + 4 || !bytes.Slice(Magic, 4).SequenceEqual("HdrS"u8)
            || BinaryPrimitives.ReadUInt16LittleEndian(bytes[ProtocolVersion..]) < 0x208)
            return null;
        // Zero sectors means four, for boot loaders of the last century.
        long setup = bytes[SetupSectors] == 0 ? 4 : bytes[SetupSectors];
        var offset = ((setup + 1) * 512) + BinaryPrimitives.ReadUInt32LittleEndian(bytes[PayloadOffset..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PayloadLength..]);
        if (length < 8 || offset + length > bytes.Length)
            return null;
        return Identify(image.Slice((int)offset, (int)length));
    }

    private static Payload? Identify(ReadOnlyMemory<byte> payload)
    {
        var start = payload.Span;
        // The kernel's build appends the unpacked size, four bytes, to every kind but gzip, whose own trailer has it.
        var stream = payload[..^4];
        if (start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]))
            return new Payload(stream, "usr/bin/zstd", ".zst");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xfd, 0x37, 0x7a, 0x58, 0x5a]))
            return new Payload(stream, "usr/bin/xz", ".xz");
        if (start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            return new Payload(payload, "usr/bin/gzip", ".gz");
        if (start.StartsWith("BZh"u8))
            return new Payload(stream, "usr/bin/bzip2", ".bz2");
        return null;
    }
}

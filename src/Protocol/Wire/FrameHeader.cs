using System.Buffers.Binary;

namespace GuestCtl.Protocol.Wire;

/// <summary>The 12 bytes before each payload, little-endian: length, stream, kind, flags, two bytes of zero.</summary>
/// <param name="Length">Bytes of payload that follow.</param>
/// <param name="Stream">The stream the frame belongs to. The client counts up from 1.</param>
/// <param name="Kind">What the frame is.</param>
/// <param name="Flags">Details.</param>
public readonly record struct FrameHeader(int Length, uint Stream, FrameKind Kind, FrameFlags Flags)
{
    /// <summary>Bytes of a header.</summary>
    public const int Size = 12;

    /// <summary>Writes the header to the start of <paramref name="destination"/>.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Stream);
        destination[8] = (byte)Kind;
        destination[9] = (byte)Flags;
        destination[10] = 0;
        destination[11] = 0;
    }

    /// <summary>Reads and checks a header.</summary>
    /// <exception cref="ProtocolViolationException">Length over the cap, unknown kind or flag, or padding that is not zero.</exception>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(source);
        var stream = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
        if (length > FrameLimits.MaxPayload)
        {
            throw new ProtocolViolationException($"a frame of {length} bytes was announced; the cap is {FrameLimits.MaxPayload}");
        }

        if (source[8] is < (byte)FrameKind.Call or > (byte)FrameKind.Pong)
        {
            throw new ProtocolViolationException($"frame kind {source[8]} is unknown");
        }

        if (source[9] > (byte)(FrameFlags.LastMessage | FrameFlags.HasMessage) || source[10] != 0 || source[11] != 0)
        {
            throw new ProtocolViolationException($"frame flags {source[9]:x2}{source[10]:x2}{source[11]:x2} are unknown");
        }

        return new FrameHeader((int)length, stream, (FrameKind)source[8], (FrameFlags)source[9]);
    }
}

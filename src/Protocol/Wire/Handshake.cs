using System.Buffers.Binary;
using Google.Protobuf;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Protocol.Wire;

/// <summary>The first bytes in each direction: magic, protocol version, length, and a <see cref="Hello"/>.</summary>
public static class Handshake
{
    /// <summary>The version of the frames. Both sides must have the same.</summary>
    public const ushort ProtocolVersion = 1;

    private const int PrefixSize = 16;

    private static ReadOnlySpan<byte> Magic => "GUESTCTL"u8;

    /// <summary>Greets the peer and waits for its greeting.</summary>
    /// <exception cref="ProtocolViolationException">The peer is something else, or another version.</exception>
    public static FrameConnection Run(IByteTransport transport, Hello own)
    {
        try
        {
            transport.Write(Encode(own));
            var reader = new FrameReader(transport);
            return new FrameConnection(transport, reader, Decode(reader));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ProtocolViolationException("the peer's greeting cannot be read", e);
        }
    }

    /// <summary>Takes up a connection whose greetings were exchanged before: the machine at its other end was saved and restored since.</summary>
    /// <param name="transport">The new transport.</param>
    /// <param name="peer">What the peer said of itself at the time.</param>
    public static FrameConnection Resume(IByteTransport transport, Hello peer) => new(transport, new FrameReader(transport), peer);

    internal static byte[] Encode(Hello hello)
    {
        var bytes = new byte[PrefixSize + hello.CalculateSize()];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), ProtocolVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), bytes.Length - PrefixSize);
        hello.WriteTo(bytes.AsSpan(PrefixSize));
        return bytes;
    }

    private static Hello Decode(FrameReader reader)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        reader.ReadExactly(prefix);
        if (!prefix[..8].SequenceEqual(Magic))
        {
            throw new ProtocolViolationException($"the peer does not speak this protocol: it began with {Convert.ToHexString(prefix[..8])}");
        }

        var version = BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]);
        if (version != ProtocolVersion)
        {
            throw new ProtocolViolationException(
                $"the peer speaks protocol version {version}, this side {ProtocolVersion}; rebuild the appliance with 'guestctl appliance build --force'");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(prefix[12..]);
        if (length > FrameLimits.MaxHello)
        {
            throw new ProtocolViolationException($"a greeting of {length} bytes was announced; the cap is {FrameLimits.MaxHello}");
        }

        var payload = new byte[length];
        reader.ReadExactly(payload);
        return Hello.Parser.ParseFrom(payload);
    }
}

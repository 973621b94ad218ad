using System.Buffers;
using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Lets the generated marshallers read straight from a received frame.</summary>
internal sealed class FrameDeserializationContext(ReadOnlyMemory<byte> payload) : DeserializationContext
{
    public override int PayloadLength => payload.Length;

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(payload);
}

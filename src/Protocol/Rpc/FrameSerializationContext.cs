using System.Buffers;
using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Lets the generated marshallers write straight into a frame.</summary>
internal sealed class FrameSerializationContext(FrameBuffer frame) : SerializationContext
{
    public override void SetPayloadLength(int payloadLength) => frame.Reserve(payloadLength);

    public override IBufferWriter<byte> GetBufferWriter() => frame;

    public override void Complete()
    {
    }

    public override void Complete(byte[] payload) => frame.Write(payload);
}

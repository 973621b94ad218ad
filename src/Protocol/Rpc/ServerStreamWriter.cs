using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that one call streams to the client.</summary>
internal sealed class ServerStreamWriter<T>(ServerCall call, Marshaller<T> marshaller) : IServerStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, call.CancellationToken);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        await call.Window.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var frame = new FrameBuffer();
        marshaller.ContextualSerializer(message, new FrameSerializationContext(frame));
        call.Window.Spend(frame.PayloadLength);
        call.Connection.Send(frame, call.Stream, FrameKind.Data, FrameFlags.None);
    }
}

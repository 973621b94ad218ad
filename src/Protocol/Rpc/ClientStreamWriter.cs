using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that one call streams to the server.</summary>
internal sealed class ClientStreamWriter<T>(FrameClient client, ClientCall call, Marshaller<T> marshaller) : IClientStreamWriter<T>
    where T : class
{
    public WriteOptions? WriteOptions { get; set; }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    /// <summary>Sends a message once there is credit. When the server ended the call already, fails with the call's error,
    /// or with status OK when it needed no more.</summary>
    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        await call.Window.WaitAsync(cancellationToken).ConfigureAwait(false);
        using var frame = new FrameBuffer();
        marshaller.ContextualSerializer(message, new FrameSerializationContext(frame));
        call.Window.Spend(frame.PayloadLength);
        Send(frame, FrameFlags.None);
    }

    public Task CompleteAsync()
    {
        if (!call.IsOver)
        {
            using var frame = new FrameBuffer(0);
            Send(frame, FrameFlags.LastMessage);
        }

        return Task.CompletedTask;
    }

    private void Send(FrameBuffer frame, FrameFlags flags)
    {
        try
        {
            client.Connection.Send(frame, call.Stream, FrameKind.Data, flags);
        }
        catch (Exception e) when (e is ProtocolViolationException or InvalidDataException)
        {
            throw call.Error ?? FrameClient.Unavailable(e);
        }
    }
}

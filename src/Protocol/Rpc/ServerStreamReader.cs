using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that the client streams to one call.</summary>
internal sealed class ServerStreamReader<T>(ServerCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("no message has been read yet");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (await call.Incoming.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            if (call.Incoming.TryTake(out var frame))
            {
                using (frame)
                {
                    _current = marshaller.ContextualDeserializer(new FrameDeserializationContext(frame.Payload));
                }

                return true;
            }
        }

        return false;
    }
}

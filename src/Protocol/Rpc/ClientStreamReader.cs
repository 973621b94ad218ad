using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that the server streams to one call.</summary>
internal sealed class ClientStreamReader<T>(ClientCall call, Marshaller<T> marshaller) : IAsyncStreamReader<T>
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

        (await call.End.ConfigureAwait(false)).Dispose();
        return false;
    }
}

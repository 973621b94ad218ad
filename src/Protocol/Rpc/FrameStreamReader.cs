using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that the peer streams to one call.</summary>
/// <param name="incoming">Where they arrive.</param>
/// <param name="marshaller">Reads them.</param>
/// <param name="end">On the client: the call's end, whose error is that of the stream.</param>
internal sealed class FrameStreamReader<T>(ReceiveQueue incoming, Marshaller<T> marshaller, Task<Frame>? end = null) : IAsyncStreamReader<T>
    where T : class
{
    private T? _current;

    public T Current => _current ?? throw new InvalidOperationException("no message has been read yet");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (await incoming.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            if (incoming.TryTake(out var frame))
            {
                using (frame)
                {
                    _current = marshaller.ContextualDeserializer(new FrameDeserializationContext(frame.Payload));
                }

                return true;
            }
        }

        if (end is not null)
        {
            (await end.ConfigureAwait(false)).Dispose();
        }

        return false;
    }
}

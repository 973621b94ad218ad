using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The messages that the peer streams to one call.</summary>
/// <param name="incoming">Where they arrive.</param>
/// <param name="marshaller">Reads them.</param>
/// <param name="end">On the client: the end of the call. Null on the server.</param>
internal sealed class FrameStreamReader<T>(ReceiveQueue incoming, Marshaller<T> marshaller, StreamEnd? end = null) : IAsyncStreamReader<T>
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
                    _current = Read(frame);
                }

                return true;
            }
        }

        if (end is not null)
        {
            (await end.Task.ConfigureAwait(false)).Dispose();
        }

        return false;
    }

    private T Read(Frame frame)
    {
        try
        {
            return marshaller.ContextualDeserializer(new FrameDeserializationContext(frame.Payload));
        }
        // A call's own refusal of a reply, such as one over its limit, says nothing of the peer.
        catch (Exception e) when (end is not null && e is not RpcException)
        {
            throw end.Client.Distrust(end.Method, e);
        }
    }
}

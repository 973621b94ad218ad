using System.Collections.Concurrent;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Cancelled calls that the server has not been told of. It learns of each before the next call begins, so that what a caller does after
/// cancelling finds the cancelled call ending.</summary>
internal sealed class PendingCancels
{
    private readonly ConcurrentQueue<ClientCall> _calls = new();
    private readonly Lock _sending = new();
    private int _count;

    /// <summary>Adds a call. It is sent by another thread: who cancels wants to be free at once, and the peer may not be reading.</summary>
    public void Add(ClientCall call)
    {
        Interlocked.Increment(ref _count);
        _calls.Enqueue(call);
        ThreadPool.UnsafeQueueUserWorkItem(static cancels => cancels.Send(), this, preferLocal: false);
    }

    /// <summary>Tells the server of all that were added before.</summary>
    public void Send()
    {
        if (Volatile.Read(ref _count) == 0)
        {
            return;
        }

        lock (_sending)
        {
            while (_calls.TryDequeue(out var call))
            {
                try
                {
                    call.SendCancel();
                }
                finally
                {
                    Interlocked.Decrement(ref _count);
                }
            }
        }
    }
}

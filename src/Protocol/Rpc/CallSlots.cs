namespace GuestCtl.Protocol.Rpc;

/// <summary>How many calls may be open at once. More of them wait their turn, in order.</summary>
/// <param name="count">The number of slots.</param>
internal sealed class CallSlots(int count)
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = [];
    private int _free = count;

    /// <summary>Takes a slot if one is free.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_free == 0)
            {
                return false;
            }

            _free--;
            return true;
        }
    }

    /// <summary>Has something run on another thread once there is a slot for it.</summary>
    public void Await(Action start)
    {
        lock (_lock)
        {
            if (_free == 0)
            {
                _waiting.Enqueue(start);
                return;
            }

            _free--;
        }

        Run(start);
    }

    /// <summary>Gives a slot back.</summary>
    public void Return()
    {
        Action? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _free++;
                return;
            }
        }

        Run(next);
    }

    // Never on the thread that gave the slot back: it reads the connection, and must not wait until the peer reads.
    private static void Run(Action start) => ThreadPool.UnsafeQueueUserWorkItem(static start => start(), start, preferLocal: false);
}

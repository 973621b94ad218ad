namespace GuestCtl.Protocol.Wire;

/// <summary>Notices a peer that has stopped. While calls are open and no byte comes, it pings; when none has come for the whole limit, it ends the
/// connection. An answer proves that the peer's kernel and its reading thread live, whatever its other threads wait for.</summary>
/// <remarks>It counts the ticks of a timer and not time: a suspended host or a stopped process of our own misses ticks on both sides. There is
/// one timer, which runs only while calls are open, so that a call costs one look at a field.</remarks>
/// <param name="connection">The connection.</param>
/// <param name="limit">How long the peer may be silent.</param>
/// <param name="isIdle">Whether no call is open.</param>
internal sealed class Heartbeat(FrameConnection connection, TimeSpan limit, Func<bool> isIdle) : IDisposable
{
    // Enough that a missed one does not matter; few enough that an idle wait costs nothing.
    private const int TicksPerLimit = 12;

    private readonly Lock _lock = new();
    private readonly TimeSpan _tick = limit / TicksPerLimit;
    private Timer? _timer;
    private long _seen;
    private int _silentTicks;
    private int _awaited;
    private volatile bool _running;

    /// <summary>Says that a call was opened.</summary>
    public void Start()
    {
        if (_running)
        {
            return;
        }

        lock (_lock)
        {
            if (!_running && connection.Cause is null)
            {
                _running = true;
                _silentTicks = 0;
                _seen = connection.Reads;
                (_timer ??= new Timer(static heartbeat => ((Heartbeat)heartbeat!).Tick(), this, Timeout.Infinite, Timeout.Infinite)).Change(_tick, _tick);
            }
        }
    }

    /// <summary>Takes the answer to a ping.</summary>
    /// <exception cref="ProtocolViolationException">Nobody asked.</exception>
    public void OnPong()
    {
        if (Interlocked.Exchange(ref _awaited, 0) == 0)
        {
            throw new ProtocolViolationException("the peer answered a ping that was not sent");
        }
    }

    /// <summary>Stops the timer.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _running = true;
            _timer?.Dispose();
        }
    }

    private void Tick()
    {
        var isOver = false;
        lock (_lock)
        {
            if (connection.Cause is not null)
            {
                _timer!.Dispose();
                return;
            }

            if (isIdle())
            {
                Rest();
                return;
            }

            var reads = connection.Reads;
            if (reads != _seen || connection.IsHandling)
            {
                (_seen, _silentTicks) = (reads, 0);
                return;
            }

            isOver = ++_silentTicks >= TicksPerLimit;
        }

        if (isOver)
        {
            connection.Poison(new UnresponsiveException(limit));
        }
        else if (Interlocked.CompareExchange(ref _awaited, 1, 0) == 0)
        {
            Ping();
        }
    }

    // With the lock held. A call that was opened while the timer still ran has it go on.
    private void Rest()
    {
        _running = false;
        _timer!.Change(Timeout.Infinite, Timeout.Infinite);
        Interlocked.MemoryBarrier();
        if (!isIdle())
        {
            _running = true;
            _silentTicks = 0;
            _timer.Change(_tick, _tick);
        }
    }

    // A full way out holds this thread until the limit is over, and with it the connection; the next ticks come on others.
    private void Ping()
    {
        try
        {
            if (!connection.TrySendEmpty(0, FrameKind.Ping))
            {
                Volatile.Write(ref _awaited, 0);
            }
        }
        catch (ProtocolViolationException)
        {
            // The connection is over, and every call knows.
        }
    }
}

namespace GuestCtl.Protocol.Wire;

/// <summary>Whose turn it is to read the connection. One thread holds the turn; who has other work lends it, and takes it back
/// afterwards without waking anybody. Only a turn that nobody wants for a whole <see cref="Tick"/> goes to the deputy, a thread that
/// stands by: so a short call costs no change of threads, and a long one keeps no other from being read.</summary>
/// <remarks>The threads are its own, not the thread pool's, which blocked callers may have used up.</remarks>
/// <param name="read">Reads until the turn is another's. Called with the turn held.</param>
internal sealed class ReadingTurn(Action read) : IDisposable
{
    private const int Held = 0;
    private const int Lent = 1;

    // Short against what a caller notices; long against what a wake-up costs an emulated processor.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    // Ticks without a call after which the deputy sleeps until it is called.
    private const int QuietTicks = 20;

    private readonly SemaphoreSlim _signal = new(0);
    private int _turn = Held;
    private int _lendings;
    private int _hasDeputy;
    private volatile bool _deputyAsleep;
    private volatile bool _granted;
    private volatile bool _disposed;

    /// <summary>Starts the first reader.</summary>
    public void Start() => StartThread(holding: true);

    /// <summary>Gives the turn away, to whoever takes it first.</summary>
    public void Lend()
    {
        Interlocked.Increment(ref _lendings);
        Interlocked.Exchange(ref _turn, Lent);
        if (Volatile.Read(ref _hasDeputy) == 0)
        {
            StartThread(holding: false);
        }
        else if (_deputyAsleep)
        {
            _deputyAsleep = false;
            _signal.Release();
        }
    }

    /// <summary>Takes a lent turn.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _turn, Held, Lent) == Lent;

    /// <summary>Sees to it that somebody reads, now.</summary>
    public void Demand()
    {
        if (TryTake())
        {
            _granted = true;
            _signal.Release();
        }
    }

    /// <summary>Lets the threads end.</summary>
    public void Dispose()
    {
        _disposed = true;
        _signal.Release();
    }

    private void StartThread(bool holding)
        => new Thread(() => Run(holding)) { IsBackground = true, Name = "guestctl-reader" }.Start();

    private void Run(bool holding)
    {
        while (!_disposed && (holding || StandBy()))
        {
            holding = false;
            read();
        }
    }

    // True with the turn held; false when there is a deputy already, or nothing to read any more.
    private bool StandBy()
    {
        if (Interlocked.Exchange(ref _hasDeputy, 1) == 1)
        {
            return false;
        }

        var (seen, quiet) = (Volatile.Read(ref _lendings), 0);
        while (!_disposed)
        {
            _signal.Wait(_deputyAsleep ? Timeout.InfiniteTimeSpan : Tick);
            if (_granted)
            {
                _granted = false;
                break;
            }

            var lendings = Volatile.Read(ref _lendings);
            if (lendings != seen)
            {
                (seen, quiet) = (lendings, 0);
                _deputyAsleep = false;
            }
            else if (TryTake())
            {
                break;
            }
            else if (++quiet >= QuietTicks)
            {
                _deputyAsleep = true;
                Interlocked.MemoryBarrier();
                _deputyAsleep = Volatile.Read(ref _lendings) == seen;
            }
        }

        Volatile.Write(ref _hasDeputy, 0);
        return !_disposed;
    }
}

namespace GuestCtl.Protocol.Wire;

/// <summary>Threads of their own for reading: one reads, and the one that read a call runs it while another reads on.
/// They are not the thread pool's, which blocked callers may have used up.</summary>
internal sealed class ReaderThreads(Action readLoop) : IDisposable
{
    // More than a few idle threads only matter when many calls end at once, and a new thread is cheap then.
    private const int MaxIdle = 2;

    private readonly SemaphoreSlim _wanted = new(0);
    private int _idle;
    private volatile bool _disposed;

    /// <summary>Has another thread run the loop, now.</summary>
    public void HandOver()
    {
        if (Interlocked.Decrement(ref _idle) >= 0)
        {
            _wanted.Release();
            return;
        }

        Interlocked.Increment(ref _idle);
        new Thread(Run) { IsBackground = true, Name = "guestctl-reader" }.Start();
    }

    /// <summary>Lets the idle threads end.</summary>
    public void Dispose()
    {
        _disposed = true;
        _wanted.Release(MaxIdle);
    }

    private void Run()
    {
        while (!_disposed)
        {
            readLoop();
            if (Interlocked.Increment(ref _idle) > MaxIdle)
            {
                Interlocked.Decrement(ref _idle);
                return;
            }

            _wanted.Wait();
        }
    }
}

namespace GuestCtl.Fuzz.Engine;

/// <summary>Reads inputs on a thread of its own, so that one without an end is noticed.</summary>
internal sealed class Reader : IDisposable
{
    // Readers take microseconds. A thousand times what the slowest was seen to need, in processor time; and a wait that nothing ends.
    private static readonly TimeSpan MostWork = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostWaiting = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly FuzzSubject _subject;
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private ThreadClock? _clock;
    private byte[] _input = [];
    private string? _behaviour;
    private Finding? _finding;
    private volatile bool _disposed;

    public Reader(FuzzSubject subject)
    {
        _subject = subject;
        new Thread(Run) { IsBackground = true, Name = "guestctl-fuzz" }.Start();
        _done.Wait();
    }

    /// <summary>Whether an input did not come to an end. Nothing can be read after that.</summary>
    public bool IsStuck { get; private set; }

    /// <summary>Reads an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="behaviour">A word for what happened; null with a finding.</param>
    /// <returns>The finding; null when all was well.</returns>
    public Finding? Read(byte[] input, out string? behaviour)
    {
        ObjectDisposedException.ThrowIf(IsStuck, this);
        _input = input;
        _wanted.Release();
        if (!_done.Wait(Tick) && !WaitLonger())
        {
            IsStuck = true;
            behaviour = null;
            return new Finding("no-end", $"it worked on this input for {MostWork.TotalSeconds:0} s of processor time, or waited {MostWaiting.TotalSeconds:0} s", input);
        }

        behaviour = _behaviour;
        return _finding;
    }

    public void Dispose()
    {
        _disposed = true;
        _wanted.Release();
    }

    private bool WaitLonger()
    {
        var began = _clock!.Elapsed;
        for (var waited = Tick; waited < MostWaiting && _clock.Elapsed - began < MostWork; waited += Tick)
        {
            if (_done.Wait(Tick))
            {
                return true;
            }
        }

        return false;
    }

    private void Run()
    {
        _clock = ThreadClock.OfThisThread();
        _done.Release();
        while (true)
        {
            _wanted.Wait();
            if (_disposed)
            {
                return;
            }

            (_behaviour, _finding) = ReadOne(_input);
            _done.Release();
        }
    }

    private (string?, Finding?) ReadOne(byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var behaviour = _subject.Read(input);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return allocated <= _subject.MaxAllocation
                ? (behaviour, null)
                : (null, new Finding("allocates-too-much", $"{input.Length} bytes made it allocate {allocated}", input));
        }
        catch (Exception error)
        {
            return (null, Finding.Of(error, input));
        }
    }
}

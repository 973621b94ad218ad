using GuestCtl.Events;

namespace GuestCtl.Handle;

/// <summary>Tells how far a launch has come, once it takes so long that somebody wonders.</summary>
internal sealed class LaunchProgress : IDisposable
{
    /// <summary>Steps of a launch; the number is libguestfs's.</summary>
    public const long Steps = 12;

    /// <summary>The time after which a launch is told of.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Action<GuestEvent> _tell;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private long _step;
    private bool _isShown;
    private bool _hasEnded;

    /// <summary>Begins to wait.</summary>
    /// <param name="tell">Told of each step, from any thread.</param>
    /// <param name="clock">The time.</param>
    public LaunchProgress(Action<GuestEvent> tell, TimeProvider clock)
    {
        _tell = tell;
        _timer = clock.CreateTimer(_ => Show(), null, Patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A step has been taken.</summary>
    /// <param name="step">Its number, at most <see cref="Steps"/>.</param>
    public void Reach(long step)
    {
        lock (_lock)
        {
            _step = step;
            if (_isShown && !_hasEnded)
            {
                Tell();
            }
        }
    }

    /// <summary>Nothing more is told.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _hasEnded = true;
        }

        _timer.Dispose();
    }

    private void Show()
    {
        lock (_lock)
        {
            if (_hasEnded)
            {
                return;
            }

            _isShown = true;
            Tell();
        }
    }

    private void Tell() => _tell(new GuestEvent(GuestEventKind.Progress, "", _step, Steps));
}

using System.Globalization;

namespace GuestCtl.Cli.Output;

/// <summary>
/// One line at the bottom of a terminal that says what takes so long. It appears after a second and goes when the work is done.
/// A timer draws it, so that a step that reports only its beginning is shown too.
/// </summary>
internal sealed class StatusLine : IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Action<string> _write;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private string? _line;
    private string? _drawn;
    private long _started;

    public StatusLine(Action<string> write, TimeProvider clock)
    {
        (_write, _clock) = (write, clock);
        _timer = clock.CreateTimer(_ => Draw(), null, Interval, Interval);
    }

    /// <summary>Says what is being done, and how far it has come. The text must be fit for a terminal.</summary>
    /// <param name="step">What is being done.</param>
    /// <param name="fraction">0 to 1, or null when that is not known.</param>
    /// <param name="detail">Figures to show behind it, or null.</param>
    public void Report(string step, double? fraction = null, string? detail = null)
    {
        lock (_lock)
        {
            _started = _line is null ? _clock.GetTimestamp() : _started;
            _line = Describe(step, fraction, detail);
        }
    }

    /// <summary>Takes the line away for a message; it is drawn again below.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_drawn is not null)
            {
                _write("\r\e[K");
                _drawn = null;
            }
        }
    }

    /// <summary>The work is done: takes the line away until the next report.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Clear();
            _line = null;
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Finish();
    }

    private static string Describe(string step, double? fraction, string? detail)
    {
        var figures = detail is null ? "" : $"  {detail}";
        if (fraction is not { } share)
        {
            return $"{step} …{figures}";
        }

        share = Math.Clamp(share, 0, 1);
        var full = (int)(share * BarWidth);
        return string.Create(CultureInfo.InvariantCulture, $"{step} [{new string('#', full)}{new string('.', BarWidth - full)}] {share * 100,3:0}%{figures}");
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_line is not null && _line != _drawn && _clock.GetElapsedTime(_started) >= Patience)
            {
                _drawn = _line;
                _write($"\r{_line}\e[K");
            }
        }
    }
}

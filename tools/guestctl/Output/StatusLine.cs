using System.Globalization;

namespace GuestCtl.Cli.Output;

/// <summary>One line at the bottom of a terminal that says what takes so long. It appears after a second, and goes when the work is done.</summary>
internal sealed class StatusLine(Action<string> write, TimeProvider clock)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _started = -1;
    private long _drawn;
    private bool _visible;

    /// <summary>Says what is being done, and how far it has come.</summary>
    /// <param name="step">What is being done.</param>
    /// <param name="fraction">0 to 1, or null when that is not known.</param>
    /// <param name="detail">Figures to show behind it, or null.</param>
    public void Report(string step, double? fraction, string? detail = null)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _started = _started < 0 ? now : _started;
            if (clock.GetElapsedTime(_started, now) < Patience || (_visible && clock.GetElapsedTime(_drawn, now) < Interval))
            {
                return;
            }

            _drawn = now;
            _visible = true;
            write("\r" + Draw(step, fraction, detail) + "\e[K");
        }
    }

    /// <summary>Takes the line away; the next report may show it again.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_visible)
            {
                write("\r\e[K");
                _visible = false;
            }
        }
    }

    /// <summary>The work is done: takes the line away, and starts waiting anew.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            Clear();
            _started = -1;
        }
    }

    private static string Draw(string step, double? fraction, string? detail)
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
}

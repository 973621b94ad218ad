using System.Globalization;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>Shows how far a long command is, on one line that is taken away at its end.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="time">The clock.</param>
/// <param name="isPlain">Whether the terminal knows no escape sequences.</param>
internal sealed class ProgressBar(ShellErrors terminal, TimeProvider time, bool isPlain = false)
{
    // Commands that are done sooner have no bar.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private const string Spinner = "/-\\|";
    private const int Width = 46;
    private const int WholeWidth = Width + 14;

    private long? _begin;
    private int _turn;
    private bool _isShown;

    /// <summary>Notes how far it is.</summary>
    public void Report(long position, long total)
    {
        _begin ??= time.GetTimestamp();
        var elapsed = time.GetElapsedTime(_begin.Value);
        if (elapsed < Patience || total <= 0)
        {
            return;
        }

        _isShown = true;
        var fraction = Math.Clamp((double)position / total, 0, 1);
        var done = (int)(fraction * Width);
        var left = fraction > 0 ? elapsed * ((1 - fraction) / fraction) : TimeSpan.Zero;
        var clock = left < TimeSpan.FromHours(1) ? string.Create(CultureInfo.InvariantCulture, $"{left:mm\\:ss}") : "--:--";
        var spinner = fraction >= 1 ? ' ' : Spinner[_turn++ % Spinner.Length];
        terminal.Write(string.Create(CultureInfo.InvariantCulture, $"\r{spinner}{(int)(fraction * 100),3}% [{new string('#', done)}{new string('-', Width - done)}] {clock}"));
    }

    /// <summary>The command is over.</summary>
    public void Finish()
    {
        if (_isShown)
        {
            terminal.Write(isPlain ? $"\r{new string(' ', WholeWidth)}\r" : "\r\e[K");
        }

        (_begin, _isShown) = (null, false);
    }
}

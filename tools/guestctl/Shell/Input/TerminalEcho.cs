using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>A terminal that does not show what is typed, until disposed.</summary>
internal sealed class TerminalEcho : IDisposable
{
    private readonly SafeFileHandle _terminal;
    private readonly TerminalSettings _before;

    private TerminalEcho(SafeFileHandle terminal, TerminalSettings before) => (_terminal, _before) = (terminal, before);

    /// <summary>Turns the echo off; null when it is not a terminal.</summary>
    public static TerminalEcho? TurnOff(SafeFileHandle terminal)
    {
        if (TerminalSettings.Of(terminal) is not { } before)
        {
            return null;
        }

        before.WithoutEcho().Apply(terminal);
        return new TerminalEcho(terminal, before);
    }

    /// <summary>Turns it off for the standard input; null when that is no terminal.</summary>
    public static TerminalEcho? TurnOffInput() => TurnOff(new SafeFileHandle(0, ownsHandle: false));

    public void Dispose() => _before.Apply(_terminal);
}

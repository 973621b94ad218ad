using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>The terminal of the standard input while a line is edited: every key arrives at once. Disposing it makes it as it was.</summary>
internal sealed class TerminalKeys : IDisposable
{
    private static readonly SafeFileHandle Terminal = new(0, ownsHandle: false);

    private readonly TerminalSettings _before;
    private readonly EventHandler _restore;

    private TerminalKeys(TerminalSettings before)
    {
        _before = before;
        _restore = (_, _) => _before.Apply(Terminal);
        AppDomain.CurrentDomain.ProcessExit += _restore; // A signal may end the program meanwhile.
        _before.ForKeys().Apply(Terminal);
    }

    /// <summary>Starts reading single keys. Returns null when there is no terminal, and when its echo is off: a program is typing then, and we read whole lines.</summary>
    public static TerminalKeys? Take()
        => !OperatingSystem.IsWindows() && TerminalSettings.Of(Terminal) is { Echoes: true } before ? new TerminalKeys(before) : null;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= _restore;
        _before.Apply(Terminal);
    }
}

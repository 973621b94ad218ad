using GuestCtl.Cli.Shell.Input;
using GuestCtl.Consoles;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Rescue;

/// <summary>The standard input. A terminal passes every key while this has it, and is then as it was before.</summary>
internal sealed class RescueTerminal : IDisposable
{
    private const int Descriptor = 0;

    private readonly SafeFileHandle _input = new(Descriptor, ownsHandle: false);
    private readonly Stream _keys = StandardInput.Open();
    private readonly TerminalSettings? _before;
    private readonly TerminalWatcher? _watcher;

    private RescueTerminal()
    {
        _before = OperatingSystem.IsLinux() ? TerminalSettings.Of(_input) : null;
        if (_before is null)
        {
            return;
        }

        _watcher = TerminalWatcher.TryStart();
        _before.ForPassing().Apply(_input);
    }

    public bool IsTerminal => _before is not null;

    /// <summary>Lines, and characters in a line; 0 if that is not known.</summary>
    public (int Rows, int Columns) Size => TerminalWindow.Of(_input) ?? (0, 0);

    public static RescueTerminal Take() => new();

    /// <summary>Waits for keys; 0 at the end of the input.</summary>
    public int Read(Span<byte> buffer) => _keys.Read(buffer);

    public void Dispose()
    {
        _before?.Apply(_input);
        _watcher?.Dispose();
    }
}

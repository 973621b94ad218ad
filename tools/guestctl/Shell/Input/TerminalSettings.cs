using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>How a terminal treats what is typed: Linux's struct termios.</summary>
internal sealed partial class TerminalSettings
{
    private const int Size = 60;

    // The words and the control characters of the structure.
    private const int InputFlags = 0;
    private const int OutputFlags = 1;
    private const int LocalFlags = 3;
    private const int ControlCharacters = 17;

    private const uint EnterIsNewLine = 0x100; // ICRNL
    private const uint NewLineIsEnter = 0x40; // INLCR
    private const uint ChangedInput = 0x5eb; // IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON
    private const uint ChangedOutput = 0x1; // OPOST
    private const uint Signals = 0x1; // ISIG
    private const uint Lines = 0x2; // ICANON
    private const uint Echo = 0x8; // ECHO
    private const uint Extensions = 0x8000; // IEXTEN
    private const int Timeout = 5; // VTIME
    private const int LeastCount = 6; // VMIN

    private const int WhenWritten = 1; // TCSADRAIN: what was typed ahead stays.

    private readonly byte[] _bytes;

    private TerminalSettings(byte[] bytes) => _bytes = bytes;

    /// <summary>Whether what is typed is shown.</summary>
    public bool Echoes => (Word(LocalFlags) & Echo) != 0;

    /// <summary>Reads them; null when it is not a terminal.</summary>
    public static TerminalSettings? Of(SafeFileHandle terminal)
    {
        var bytes = new byte[Size];
        return GetAttributes(terminal, bytes) == 0 ? new TerminalSettings(bytes) : null;
    }

    /// <summary>The same, but what is typed is not shown.</summary>
    public TerminalSettings WithoutEcho()
    {
        var changed = new TerminalSettings([.. _bytes]);
        changed.Word(LocalFlags) &= ~Echo;
        return changed;
    }

    /// <summary>The same, but every key arrives at once, as it is, and is not shown. What is printed is treated as before.</summary>
    public TerminalSettings ForKeys()
    {
        var changed = WithoutEcho();
        changed.Word(InputFlags) &= ~(EnterIsNewLine | NewLineIsEnter);
        changed.Word(LocalFlags) &= ~(Lines | Signals | Extensions);
        changed._bytes[ControlCharacters + LeastCount] = 1;
        changed._bytes[ControlCharacters + Timeout] = 0;
        return changed;
    }

    /// <summary>The same, but keys and what is printed pass as they are: another terminal, elsewhere, treats them.</summary>
    public TerminalSettings ForPassing()
    {
        var changed = ForKeys();
        changed.Word(InputFlags) &= ~ChangedInput;
        changed.Word(OutputFlags) &= ~ChangedOutput;
        return changed;
    }

    /// <summary>Makes them those of a terminal.</summary>
    public void Apply(SafeFileHandle terminal) => _ = SetAttributes(terminal, WhenWritten, _bytes);

    private ref uint Word(int index) => ref MemoryMarshal.Cast<byte, uint>(_bytes.AsSpan())[index];

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(SafeFileHandle terminal, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(SafeFileHandle terminal, int when, ReadOnlySpan<byte> settings);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>A terminal that does not show what is typed, until disposed.</summary>
internal sealed partial class TerminalEcho : IDisposable
{
    private const int Now = 0;
    private const uint Echo = 8;

    // struct termios is 60 bytes on Linux; the local flags are its fourth word.
    private const int Size = 60;
    private const int LocalFlags = 3;

    private readonly SafeFileHandle _terminal;
    private readonly byte[] _before;

    private TerminalEcho(SafeFileHandle terminal, byte[] before) => (_terminal, _before) = (terminal, before);

    /// <summary>Turns the echo off; null when it is not a terminal.</summary>
    public static TerminalEcho? TurnOff(SafeFileHandle terminal)
    {
        var settings = new byte[Size];
        if (GetAttributes(terminal, settings) != 0)
        {
            return null;
        }

        var before = (byte[])settings.Clone();
        var words = MemoryMarshal.Cast<byte, uint>(settings.AsSpan());
        words[LocalFlags] &= ~Echo;
        _ = SetAttributes(terminal, Now, settings);
        return new TerminalEcho(terminal, before);
    }

    /// <summary>Turns it off for the standard input; null when that is no terminal.</summary>
    public static TerminalEcho? TurnOffInput() => TurnOff(new SafeFileHandle(0, ownsHandle: false));

    public void Dispose() => _ = SetAttributes(_terminal, Now, _before);

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(SafeFileHandle terminal, Span<byte> settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(SafeFileHandle terminal, int when, ReadOnlySpan<byte> settings);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Pseudoterminals.</summary>
internal static partial class Libc
{
    private const nuint SetWindowSize = 0x5414; // TIOCSWINSZ
    private const int LongestTerminalName = 64;

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenTerminalRaw(int flags);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockTerminalRaw(int terminal);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static unsafe partial int TerminalNameRaw(int terminal, byte* name, nuint size);

    /// <summary>Makes a pseudoterminal.</summary>
    /// <returns>The end that types and sees, and the name of the end for programs.</returns>
    /// <exception cref="OperationFailedException">There are too many.</exception>
    public static unsafe (SafeFileHandle Owner, byte[] Name) OpenTerminal()
    {
        const int noControl = 0x100; // O_NOCTTY
        var owner = Handle(OpenTerminalRaw((int)(OpenFlags.ReadWrite | OpenFlags.CloseOnExec) | noControl)) ?? throw OperationFailedException.FromLast("a terminal");
        var name = stackalloc byte[LongestTerminalName];
        if (UnlockTerminalRaw(Fd(owner)) != 0 || TerminalNameRaw(Fd(owner), name, LongestTerminalName) != 0)
        {
            var failure = OperationFailedException.FromLast("a terminal");
            owner.Dispose();
            throw failure;
        }

        return (owner, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name).ToArray());
    }

    /// <summary>Tells a terminal how large its window is; its programs get SIGWINCH if that changed.</summary>
    public static unsafe void ResizeTerminal(SafeFileHandle terminal, uint rows, uint columns)
    {
        var size = stackalloc ushort[4];
        (size[0], size[1]) = ((ushort)Math.Min(rows, ushort.MaxValue), (ushort)Math.Min(columns, ushort.MaxValue));
        IoctlRaw(Fd(terminal), SetWindowSize, size);
    }
}

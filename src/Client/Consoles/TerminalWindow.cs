using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Consoles;

/// <summary>The size of the window of a terminal of the host.</summary>
internal static partial class TerminalWindow
{
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Lines, and characters in a line; null if it is not a terminal.</summary>
    public static (int Rows, int Columns)? Of(SafeFileHandle terminal)
    {
        Span<ushort> size = stackalloc ushort[4];
        return OperatingSystem.IsLinux() && Control(terminal, GetWindowSize, size) == 0 ? (size[0], size[1]) : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeFileHandle terminal, nuint request, Span<ushort> size);
}

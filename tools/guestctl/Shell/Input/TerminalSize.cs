using System.Runtime.InteropServices;

namespace GuestCtl.Cli.Shell.Input;

/// <summary>How wide the terminal of the standard output is.</summary>
internal static partial class TerminalSize
{
    // Terminals that were not told their size have 0; with a single column nothing can be laid out.
    private const int LeastColumns = 2;
    private const int UsualColumns = 80;

    private const int Output = 1;
    private const nuint GetWindowSize = 0x5413; // TIOCGWINSZ

    /// <summary>Its columns.</summary>
    public static int Columns()
    {
        Span<ushort> size = stackalloc ushort[4];
        return !OperatingSystem.IsWindows() && Control(Output, GetWindowSize, size) == 0 && size[1] >= LeastColumns ? size[1] : UsualColumns;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(int descriptor, nuint request, Span<ushort> size);
}

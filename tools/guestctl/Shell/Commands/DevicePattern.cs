using System.Runtime.InteropServices;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>Patterns for the names of devices, as the C library matches those of files: nothing but a slash matches a slash.</summary>
internal static partial class DevicePattern
{
    private const int SlashesAreApart = 1; // FNM_PATHNAME

    /// <summary>Whether a name is one of those that a pattern stands for.</summary>
    public static bool Matches(string pattern, string name) => Match(Bytes(pattern), Bytes(name), SlashesAreApart) == 0;

    private static byte[] Bytes(string text) => [.. GuestText.Encode(text), 0];

    [LibraryImport("libc", EntryPoint = "fnmatch")]
    private static partial int Match(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, int flags);
}

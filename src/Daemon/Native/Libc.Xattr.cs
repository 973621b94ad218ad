using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Extended attributes of what a handle stands for, also one that only names it. Each returns a negative number or false with
/// <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libc
{
    /// <summary>The kernel's bound in bytes for a list of names, and for a value.</summary>
    public const int MaxXattr = 64 * 1024;

    [LibraryImport("libc", EntryPoint = "listxattr", SetLastError = true)]
    private static unsafe partial nint ListxattrRaw(byte* path, byte* list, nuint size);

    [LibraryImport("libc", EntryPoint = "getxattr", SetLastError = true)]
    private static unsafe partial nint GetxattrRaw(byte* path, byte* name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "setxattr", SetLastError = true)]
    private static unsafe partial int SetxattrRaw(byte* path, byte* name, byte* value, nuint size, int flags);

    [LibraryImport("libc", EntryPoint = "removexattr", SetLastError = true)]
    private static unsafe partial int RemovexattrRaw(byte* path, byte* name);

    /// <summary>The names, each ended by a zero byte.</summary>
    public static unsafe int ListXattr(SafeFileHandle file, Span<byte> list)
    {
        fixed (byte* path = MagicLink(file))
        fixed (byte* p = list)
        {
            return (int)ListxattrRaw(path, p, (nuint)list.Length);
        }
    }

    /// <summary>The length of a value.</summary>
    public static unsafe int GetXattr(SafeFileHandle file, ReadOnlySpan<byte> attribute, Span<byte> value)
    {
        fixed (byte* path = MagicLink(file))
        fixed (byte* key = Terminated(attribute))
        fixed (byte* p = value)
        {
            return (int)GetxattrRaw(path, key, p, (nuint)value.Length);
        }
    }

    public static unsafe bool SetXattr(SafeFileHandle file, ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> value)
    {
        fixed (byte* path = MagicLink(file))
        fixed (byte* key = Terminated(attribute))
        fixed (byte* p = value)
        {
            return SetxattrRaw(path, key, p, (nuint)value.Length, 0) == 0;
        }
    }

    public static unsafe bool RemoveXattr(SafeFileHandle file, ReadOnlySpan<byte> attribute)
    {
        fixed (byte* path = MagicLink(file))
        fixed (byte* key = Terminated(attribute))
        {
            return RemovexattrRaw(path, key) == 0;
        }
    }

    // A link to the very file, a symbolic link included: nothing is looked up on the way.
    private static byte[] MagicLink(SafeFileHandle file) => Terminated(Encoding.ASCII.GetBytes($"/proc/self/fd/{Fd(file)}"));
}

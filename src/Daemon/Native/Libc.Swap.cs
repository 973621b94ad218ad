using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

/// <summary>Swapping. Each returns false with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "swapon", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SwapOnRaw(string path, int flags);

    [LibraryImport("libc", EntryPoint = "swapoff", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SwapOffRaw(string path);

    public static bool SwapOn(string path) => SwapOnRaw(path, 0) == 0;

    public static bool SwapOff(string path) => SwapOffRaw(path) == 0;
}

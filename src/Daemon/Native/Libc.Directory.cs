using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "getdents64", SetLastError = true)]
    private static unsafe partial nint Getdents64Raw(int fd, byte* buffer, nuint count);

    /// <summary>Reads directory entries as the kernel packs them; 0 at the end, -1 with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int ReadDirectory(SafeFileHandle directory, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            return (int)Getdents64Raw(Fd(directory), p, (nuint)buffer.Length);
        }
    }
}

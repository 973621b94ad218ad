using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const int ProtRead = 1;
    private const int ProtWrite = 2;
    private const int MapShared = 1;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapRaw(nint address, nuint length, int protection, int flags, int fd, long offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapRaw(nint address, nuint length);

    /// <summary>Maps a part of a file for reading and writing; -1 with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static nint Map(SafeFileHandle file, long offset, long length)
        => MapRaw(0, (nuint)length, ProtRead | ProtWrite, MapShared, Fd(file), offset);

    public static bool Unmap(nint address, long length) => UnmapRaw(address, (nuint)length) == 0;
}

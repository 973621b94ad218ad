using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Namespaces of the kernel, of the calling thread only.</summary>
internal static partial class Libc
{
    public const int OwnDirectories = 0x200;
    public const int NewMounts = 0x20000;
    public const int NewProcesses = 0x20000000;
    public const ulong MsPrivate = 1 << 18;

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int UnshareRaw(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetnsRaw(int fd, int type);

    [LibraryImport("libc", EntryPoint = "fchdir", SetLastError = true)]
    private static partial int FchdirRaw(int fd);

    /// <summary>unshare(2). False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool Unshare(int flags) => UnshareRaw(flags) == 0;

    /// <summary>setns(2). False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool EnterNamespace(SafeFileHandle space, int type) => SetnsRaw(Fd(space), type) == 0;

    /// <summary>Makes a directory the working directory of the calling thread, and of those that share it.</summary>
    public static bool ChangeDirectory(SafeFileHandle directory) => FchdirRaw(Fd(directory)) == 0;

    /// <summary>Makes a directory the root and the working directory of the calling thread, which must not share them with others.</summary>
    public static bool ChangeRoot(SafeFileHandle directory) => FchdirRaw(Fd(directory)) == 0 && ChrootRaw(".") == 0;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Copying;

/// <summary>System calls relative to an open directory. Names end in a zero byte; those of one component are never followed.</summary>
internal static partial class HostCalls
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int CloseOnExec = 0x80000;
    public const int PathOnly = 0x200000;
    public const int NoFollowAt = 0x100;
    public const int EmptyPath = 0x1000;
    public const int CurrentDirectory = -100;

    private const int ResolveNoMagicLinks = 2;
    private const int ResolveNoSymlinks = 4;
    private const int ResolveBeneath = 8;
    private const int OpenAt2 = 437; // The same number on every processor.

    /// <summary>O_DIRECTORY, which differs between processors.</summary>
    public static int Directory { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    /// <summary>O_NOFOLLOW, which differs between processors.</summary>
    public static int NoFollow { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    /// <summary>The number of the last error.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>What the system says about an error number.</summary>
    public static string Message(int error) => Marshal.GetPInvokeErrorMessage(error);

    /// <summary>Opens what is below a directory, through no link of any kind.</summary>
    public static unsafe SafeFileHandle? OpenBeneath(SafeFileHandle directory, byte[] path, int flags)
    {
        var how = stackalloc ulong[3];
        (how[0], how[1], how[2]) = ((ulong)(uint)flags, 0, ResolveNoMagicLinks | ResolveNoSymlinks | ResolveBeneath);
        fixed (byte* name = path)
        {
            var descriptor = SystemCall(OpenAt2, directory, name, how, 3 * sizeof(ulong));
            return descriptor < 0 ? null : new SafeFileHandle((nint)descriptor, ownsHandle: true);
        }
    }

    /// <summary>Opens a path of the caller's own; links are followed.</summary>
    public static SafeFileHandle? Open(byte[] path, int flags) => Wrap(OpenAt(CurrentDirectory, path, flags, 0));

    /// <summary>Opens one name in a directory.</summary>
    public static SafeFileHandle? Open(SafeFileHandle directory, byte[] name, int flags, uint mode = 0) => Wrap(OpenAt(directory, name, flags | NoFollow, mode));

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    public static partial int MakeDirectory(SafeFileHandle directory, byte[] name, uint mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    public static partial int MakeLink(byte[] target, SafeFileHandle directory, byte[] name);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    public static partial int MakeHardLink(SafeFileHandle oldDirectory, byte[] oldName, SafeFileHandle directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    public static partial int Rename(SafeFileHandle oldDirectory, byte[] oldName, SafeFileHandle directory, byte[] name);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    public static partial int Unlink(SafeFileHandle directory, byte[] name, int flags);

    [LibraryImport("libc", EntryPoint = "fchmod", SetLastError = true)]
    public static partial int ChangeMode(SafeFileHandle file, uint mode);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    public static partial int ChangeOwner(SafeFileHandle directory, byte[] name, uint owner, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    public static unsafe partial int SetTimes(SafeFileHandle directory, byte[] name, long* times, int flags);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static unsafe partial int SetTimes(SafeFileHandle file, long* times);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    public static unsafe partial int Statx(SafeFileHandle directory, byte[] name, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int SetLength(SafeFileHandle file, long length);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static unsafe partial nint Write(SafeFileHandle file, byte* content, nuint count, long offset);

    private static SafeFileHandle? Wrap(int descriptor) => descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(int directory, byte[] name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static partial int OpenAt(SafeFileHandle directory, byte[] name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial long SystemCall(long number, SafeFileHandle directory, byte* path, ulong* how, nuint size);
}

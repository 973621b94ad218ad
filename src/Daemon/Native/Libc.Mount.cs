using System.Runtime.InteropServices;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    public const ulong MsReadOnly = 1;
    public const ulong MsNoSuid = 2;
    public const ulong MsNoDev = 4;
    public const ulong MsNoExec = 8;
    public const ulong MsRemount = 32;
    public const ulong MsBind = 4096;
    public const ulong MsMove = 8192;
    public const ulong MsRec = 16384;
    public const int MntForce = 1;
    public const int MntDetach = 2;
    public const int UmountNoFollow = 8;

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MountRaw(string source, string target, string? type, ulong flags, string? data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UmountRaw(string target, int flags);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true)]
    private static unsafe partial int UmountBytesRaw(byte* target, int flags);

    [LibraryImport("libc", EntryPoint = "chroot", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChrootRaw(string path);

    [LibraryImport("libc", EntryPoint = "chdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChdirRaw(string path);

    /// <summary>mount(2). False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool Mount(string source, string target, string? type, ulong flags, string? data = null)
        => MountRaw(source, target, type, flags, data) == 0;

    /// <summary>umount2(2). False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static bool Unmount(string target, int flags = 0) => UmountRaw(target, flags) == 0;

    /// <summary>umount2(2) of a mount point whose name need not be text. False with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool Unmount(ReadOnlySpan<byte> target, int flags = 0)
    {
        fixed (byte* path = Terminated(target))
        {
            return UmountBytesRaw(path, flags) == 0;
        }
    }

    /// <summary>Makes a directory the root of the whole process, as the boot does once.</summary>
    public static bool EnterRoot(string path) => ChdirRaw(path) == 0 && MountRaw(".", "/", null, MsMove, null) == 0 && ChrootRaw(".") == 0 && ChdirRaw("/") == 0;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>System calls. One file for each family of calls.</summary>
internal static partial class Libc
{
    public const int AtFdcwd = -100;
    public const int AtSymlinkNoFollow = 0x100;
    public const int AtRemoveDir = 0x200;
    public const int AtSymlinkFollow = 0x400;
    public const int AtEmptyPath = 0x1000;

    private const long SysOpenat2 = 437;

    /// <summary>open(2).</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenRaw(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    private static unsafe partial int OpenatRaw(int directory, byte* path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial long Openat2Raw(long number, int directory, byte* path, OpenHow* how, nuint size);

    /// <summary>Opens a file of the appliance.</summary>
    public static SafeFileHandle? Open(string path, OpenFlags flags, uint mode = 0)
        => Handle(OpenRaw(path, (int)(flags | OpenFlags.CloseOnExec), mode));

    /// <summary>openat(2): one component below a directory. Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe SafeFileHandle? Openat(SafeFileHandle directory, ReadOnlySpan<byte> name, OpenFlags flags, uint mode = 0)
    {
        fixed (byte* path = Terminated(name))
        {
            return Handle(OpenatRaw(Fd(directory), path, (int)(flags | OpenFlags.CloseOnExec), mode));
        }
    }

    /// <summary>openat2(2). Null with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe SafeFileHandle? Openat2(SafeFileHandle directory, ReadOnlySpan<byte> path, OpenFlags flags, uint mode, Resolve resolve)
    {
        var how = new OpenHow { Flags = (ulong)(flags | OpenFlags.CloseOnExec), Mode = mode, Resolve = (ulong)resolve };
        fixed (byte* p = Terminated(path))
        {
            return Handle((int)Openat2Raw(SysOpenat2, Fd(directory), p, &how, (nuint)sizeof(OpenHow)));
        }
    }

    /// <summary>The number of an open file, valid while the handle is.</summary>
    public static int Fd(SafeFileHandle handle) => (int)handle.DangerousGetHandle();

    /// <summary>A name under which tools can reach an open file: they are children of the daemon, which is process 1.</summary>
    public static string ToolPath(this SafeFileHandle handle) => $"/proc/{Environment.ProcessId}/fd/{Fd(handle)}";

    /// <summary>A copy with a zero byte after it.</summary>
    public static byte[] Terminated(ReadOnlySpan<byte> text)
    {
        var copy = new byte[text.Length + 1];
        text.CopyTo(copy);
        return copy;
    }

    private static SafeFileHandle? Handle(int fd) => fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);

    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }
}

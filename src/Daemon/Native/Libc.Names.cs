using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Calls that make, remove and change names in a directory. Each returns false with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libc
{
    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    private static unsafe partial int MkdiratRaw(int directory, byte* path, uint mode);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true)]
    private static unsafe partial int UnlinkatRaw(int directory, byte* path, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true)]
    private static unsafe partial int RenameatRaw(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true)]
    private static unsafe partial int LinkatRaw(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath, int flags);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true)]
    private static unsafe partial int SymlinkatRaw(byte* target, int directory, byte* path);

    [LibraryImport("libc", EntryPoint = "mknodat", SetLastError = true)]
    private static unsafe partial int MknodatRaw(int directory, byte* path, uint mode, ulong device);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    private static unsafe partial nint ReadlinkatRaw(int directory, byte* path, byte* buffer, nuint size);

    [LibraryImport("libc", EntryPoint = "fchownat", SetLastError = true)]
    private static unsafe partial int FchownatRaw(int directory, byte* path, uint owner, uint group, int flags);

    [LibraryImport("libc", EntryPoint = "fchmodat", SetLastError = true)]
    private static unsafe partial int FchmodatRaw(int directory, byte* path, uint mode, int flags);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true)]
    private static unsafe partial int UtimensatRaw(int directory, byte* path, Timespec* times, int flags);

    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint Umask(uint mask);

    public static unsafe bool MakeDirectory(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* path = Terminated(name))
        {
            return MkdiratRaw(Fd(directory), path, mode) == 0;
        }
    }

    public static unsafe bool MakeNode(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode, ulong device)
    {
        fixed (byte* path = Terminated(name))
        {
            return MknodatRaw(Fd(directory), path, mode, device) == 0;
        }
    }

    /// <summary>Removes a name; with <see cref="AtRemoveDir"/> an empty directory.</summary>
    public static unsafe bool Unlink(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags = 0)
    {
        fixed (byte* path = Terminated(name))
        {
            return UnlinkatRaw(Fd(directory), path, flags) == 0;
        }
    }

    public static unsafe bool Rename(SafeFileHandle oldDirectory, ReadOnlySpan<byte> oldName, SafeFileHandle newDirectory, ReadOnlySpan<byte> newName)
    {
        fixed (byte* oldPath = Terminated(oldName))
        fixed (byte* newPath = Terminated(newName))
        {
            return RenameatRaw(Fd(oldDirectory), oldPath, Fd(newDirectory), newPath) == 0;
        }
    }

    public static unsafe bool Link(SafeFileHandle oldDirectory, ReadOnlySpan<byte> oldName, SafeFileHandle newDirectory, ReadOnlySpan<byte> newName)
    {
        fixed (byte* oldPath = Terminated(oldName))
        fixed (byte* newPath = Terminated(newName))
        {
            return LinkatRaw(Fd(oldDirectory), oldPath, Fd(newDirectory), newPath, 0) == 0;
        }
    }

    public static unsafe bool SymbolicLink(ReadOnlySpan<byte> target, SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        fixed (byte* to = Terminated(target))
        fixed (byte* path = Terminated(name))
        {
            return SymlinkatRaw(to, Fd(directory), path) == 0;
        }
    }

    /// <summary>The target of a symbolic link; null on failure. An empty name reads an O_PATH handle of the link itself.</summary>
    public static unsafe byte[]? ReadLink(SafeFileHandle directory, ReadOnlySpan<byte> name)
    {
        var buffer = new byte[4096];
        fixed (byte* path = Terminated(name))
        fixed (byte* to = buffer)
        {
            var length = ReadlinkatRaw(Fd(directory), path, to, (nuint)buffer.Length);
            return length < 0 ? null : buffer[..(int)length];
        }
    }

    public static unsafe bool ChangeOwner(SafeFileHandle directory, ReadOnlySpan<byte> name, uint owner, uint group, int flags)
    {
        fixed (byte* path = Terminated(name))
        {
            return FchownatRaw(Fd(directory), path, owner, group, flags) == 0;
        }
    }

    public static unsafe bool ChangeMode(SafeFileHandle directory, ReadOnlySpan<byte> name, uint mode)
    {
        fixed (byte* path = Terminated(name))
        {
            return FchmodatRaw(Fd(directory), path, mode, 0) == 0;
        }
    }

    /// <summary>Sets access and modification time. Nanoseconds may be <see cref="UtimeNow"/> or <see cref="UtimeOmit"/>.</summary>
    public static unsafe bool SetTimes(SafeFileHandle directory, ReadOnlySpan<byte> name, Timespec access, Timespec modification, int flags)
    {
        var times = stackalloc Timespec[2] { access, modification };
        fixed (byte* path = Terminated(name))
        {
            return UtimensatRaw(Fd(directory), path, times, flags) == 0;
        }
    }

    public const long UtimeNow = 0x3fffffff;
    public const long UtimeOmit = 0x3ffffffe;

    public record struct Timespec(long Seconds, long Nanoseconds);
}

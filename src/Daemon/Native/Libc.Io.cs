using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

internal static partial class Libc
{
    private const int GetFlags = 3;
    private const int SetFlags = 4;
    private const short PollIn = 1;
    private const int DirectFlag = 0x4000; // O_DIRECT of x86

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadRaw(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteRaw(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int FtruncateRaw(int fd, long length);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncRaw(int fd);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncfsRaw(int fd);

    [LibraryImport("libc", EntryPoint = "sync_file_range", SetLastError = true)]
    private static partial int SyncFileRangeRaw(int fd, long offset, long length, uint flags);

    [LibraryImport("libc", EntryPoint = "sync")]
    public static partial void Sync();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FcntlRaw(int fd, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static unsafe partial int PollRaw(PollFd* files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static unsafe partial int IoctlRaw(int fd, nuint request, void* argument);

    /// <summary>Waits until a file can be read, or the time is over.</summary>
    public static unsafe void WaitReadable(SafeFileHandle file, TimeSpan timeout)
    {
        var entry = new PollFd { File = Fd(file), Events = PollIn };
        PollRaw(&entry, 1, (int)timeout.TotalMilliseconds);
    }

    /// <summary>Waits until one of two files can be read, and tells which; or until the time is over. A file that is null is left out.</summary>
    public static unsafe (bool First, bool Second) WaitReadable(SafeFileHandle? first, SafeFileHandle? second, TimeSpan timeout)
    {
        var entries = stackalloc PollFd[2];
        entries[0] = new PollFd { File = first is null ? -1 : Fd(first), Events = PollIn };
        entries[1] = new PollFd { File = second is null ? -1 : Fd(second), Events = PollIn };
        return PollRaw(entries, 2, (int)timeout.TotalMilliseconds) > 0 ? (entries[0].Found != 0, entries[1].Found != 0) : (false, false);
    }

    /// <summary>Reads some bytes; 0 at the end, -1 with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int Read(SafeFileHandle file, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            nint count;
            do
            {
                count = ReadRaw(Fd(file), p, (nuint)buffer.Length);
            }
            while (count < 0 && SystemErrors.Last == Errno.EINTR);
            return (int)count;
        }
    }

    /// <summary>Writes some bytes and returns how many, -1 with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int WriteSome(SafeFileHandle file, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
        {
            nint count;
            do
            {
                count = WriteRaw(Fd(file), p, (nuint)data.Length);
            }
            while (count < 0 && SystemErrors.Last == Errno.EINTR);
            return (int)count;
        }
    }

    /// <summary>Whether reads and writes go past the kernel's cache; false with <see cref="SystemErrors.Last"/> set if that cannot be.</summary>
    public static bool SetDirect(SafeFileHandle file, bool direct)
    {
        var flags = FcntlRaw(Fd(file), GetFlags, 0);
        return flags >= 0 && FcntlRaw(Fd(file), SetFlags, direct ? flags | DirectFlag : flags & ~DirectFlag) == 0;
    }

    /// <summary>Writes all bytes; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool WriteAll(SafeFileHandle file, ReadOnlySpan<byte> data)
    {
        fixed (byte* p = data)
        {
            var done = 0;
            while (done < data.Length)
            {
                var count = WriteRaw(Fd(file), p + done, (nuint)(data.Length - done));
                if (count < 0 && SystemErrors.Last != Errno.EINTR)
                {
                    return false;
                }

                done += (int)Math.Max(count, 0);
            }

            return true;
        }
    }

    public static bool Truncate(SafeFileHandle file, long length) => FtruncateRaw(Fd(file), length) == 0;

    public static bool Flush(SafeFileHandle file) => FsyncRaw(Fd(file)) == 0;

    /// <summary>Writes out the file system that a file is on.</summary>
    public static bool FlushFileSystem(SafeFileHandle file) => SyncfsRaw(Fd(file)) == 0;

    /// <summary>Waits for what is on its way to a device, without having the device empty its own cache.</summary>
    public static bool AwaitWrites(SafeFileHandle file)
    {
        const uint WaitBefore = 1;
        return SyncFileRangeRaw(Fd(file), 0, 0, WaitBefore) == 0;
    }

    /// <summary>ioctl(2) with a pointer argument; negative with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe int Ioctl<T>(SafeFileHandle file, nuint request, ref T argument)
        where T : unmanaged
    {
        fixed (T* p = &argument)
        {
            return IoctlRaw(Fd(file), request, p);
        }
    }

    /// <summary>ioctl(2) without an argument.</summary>
    public static unsafe int Ioctl(SafeFileHandle file, nuint request) => IoctlRaw(Fd(file), request, null);

    private struct PollFd
    {
        public int File;
        public short Events;
        public short Found;
    }
}

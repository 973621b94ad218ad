using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Native;

/// <summary>Calls on the content of open files. Each returns a negative number with <see cref="SystemErrors.Last"/> set on failure.</summary>
internal static partial class Libc
{
    public const int SeekSet = 0;
    public const int SeekCurrent = 1;
    public const int SeekEnd = 2;
    public const int SeekData = 3;
    public const int SeekHole = 4;

    private const int FadviseSequential = 2;

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    private static unsafe partial nint PreadRaw(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static unsafe partial nint PwriteRaw(int fd, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long LseekRaw(int fd, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "copy_file_range", SetLastError = true)]
    private static unsafe partial nint CopyFileRangeRaw(int from, long* fromOffset, int to, long* toOffset, nuint count, uint flags);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int FadviseRaw(int fd, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int FallocateRaw(int fd, long offset, long length);

    /// <summary>Reserves space for the first bytes of a file, which are zero; returns 0 or an errno.</summary>
    public static int Allocate(SafeFileHandle file, long length) => FallocateRaw(Fd(file), 0, length);

    /// <summary>Reads at an offset until the buffer is full or the file ends.</summary>
    public static unsafe int ReadAt(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        fixed (byte* p = buffer)
        {
            var done = 0;
            while (done < buffer.Length)
            {
                var count = PreadRaw(Fd(file), p + done, (nuint)(buffer.Length - done), offset + done);
                if (count == 0)
                {
                    break;
                }

                if (count < 0 && SystemErrors.Last != Errno.EINTR)
                {
                    return -1;
                }

                done += (int)Math.Max(count, 0);
            }

            return done;
        }
    }

    /// <summary>Writes all bytes at an offset; false with <see cref="SystemErrors.Last"/> set on failure.</summary>
    public static unsafe bool WriteAt(SafeFileHandle file, ReadOnlySpan<byte> data, long offset)
    {
        fixed (byte* p = data)
        {
            var done = 0;
            while (done < data.Length)
            {
                var count = PwriteRaw(Fd(file), p + done, (nuint)(data.Length - done), offset + done);
                if (count < 0 && SystemErrors.Last != Errno.EINTR)
                {
                    return false;
                }

                done += (int)Math.Max(count, 0);
            }

            return true;
        }
    }

    /// <summary>Moves the position of a file and returns it.</summary>
    public static long Seek(SafeFileHandle file, long offset, int whence) => LseekRaw(Fd(file), offset, whence);

    /// <summary>Copies within the kernel. Both offsets are moved by what was copied, which is returned.</summary>
    public static unsafe long CopyFileRange(SafeFileHandle from, ref long fromOffset, SafeFileHandle to, ref long toOffset, long count)
    {
        var (source, target) = (fromOffset, toOffset);
        var copied = CopyFileRangeRaw(Fd(from), &source, Fd(to), &target, (nuint)count, 0);
        (fromOffset, toOffset) = (source, target);
        return copied;
    }

    /// <summary>Tells the kernel that a file will be read from start to end.</summary>
    public static void AdviseSequential(SafeFileHandle file) => _ = FadviseRaw(Fd(file), 0, 0, FadviseSequential);
}

using System.Buffers;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Copy;

/// <summary>Copies the content of a file: within the kernel where it can, and without filling holes.</summary>
internal static class FileCopy
{
    // How much goes between two looks at the cancellation.
    private const long MaxStep = 16 << 20;

    private const int NoMoreData = 6; // ENXIO

    /// <summary>Copies everything. The destination is empty and at its start.</summary>
    /// <exception cref="OperationFailedException">With the name of the file that could not be read or written.</exception>
    public static void Run(SafeFileHandle from, SafeFileHandle to, string fromName, string toName, CancellationToken cancellationToken)
    {
        Check(Libc.Stat(from, out var status), fromName);
        var size = (long)status.Size;
        var inKernel = true;
        for (var offset = 0L; offset < size;)
        {
            var start = Libc.Seek(from, offset, Libc.SeekData);
            if (start < 0 && SystemErrors.Last == NoMoreData)
            {
                break;
            }

            // A file system that knows no holes has data everywhere.
            start = start < 0 ? offset : start;
            var hole = Libc.Seek(from, start, Libc.SeekHole);
            var end = hole < 0 ? size : Math.Min(hole, size);
            offset = CopyRange(from, to, start, end, ref inKernel, (fromName, toName), cancellationToken);
            if (offset < end)
            {
                break;
            }
        }

        Check(Libc.Truncate(to, size), toName);
    }

    // Returns where the copying ended: before the end of the range when the file did.
    private static long CopyRange(
        SafeFileHandle from, SafeFileHandle to, long start, long end, ref bool inKernel, (string From, string To) names, CancellationToken cancellationToken)
    {
        var (source, target) = (start, start);
        while (inKernel && source < end)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Libc.CopyFileRange(from, ref source, to, ref target, Math.Min(end - source, MaxStep));
            if (count == 0)
            {
                return source;
            }

            if (count < 0)
            {
                // Between some file systems the kernel cannot; what happened is found out again by reading and writing.
                inKernel = SystemErrors.Last == Errno.EINTR;
            }
        }

        return source < end ? CopyThroughMemory(from, to, source, end, names, cancellationToken) : source;
    }

    private static long CopyThroughMemory(
        SafeFileHandle from, SafeFileHandle to, long offset, long end, (string From, string To) names, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.ChunkSize);
        try
        {
            while (offset < end)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var count = Libc.ReadAt(from, buffer.AsSpan(0, (int)Math.Min(FrameLimits.ChunkSize, end - offset)), offset);
                Check(count >= 0, names.From);
                if (count == 0)
                {
                    break;
                }

                Check(Libc.WriteAt(to, buffer.AsSpan(0, count), offset), names.To);
                offset += count;
            }

            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Check(bool succeeded, string name)
    {
        if (!succeeded)
        {
            throw OperationFailedException.FromLast(name);
        }
    }
}

using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Reports;

namespace GuestCtl.Daemon.Services.Devices.Copying;

/// <summary>Copies a part of a device or file to a place in another.</summary>
internal static class RangeCopy
{
    private const int BlockBytes = 4 << 20;

    // What is left out of a sparse copy is a multiple of this.
    private const int Grain = 64 << 10;

    /// <summary>Copies, once everything has been checked.</summary>
    /// <param name="source">From where.</param>
    /// <param name="target">To where. A file has its final beginning: it was truncated if it had to be.</param>
    /// <param name="options">Which part.</param>
    /// <param name="length">Bytes.</param>
    /// <param name="reports">Is told how many bytes are done.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    public static void Run(CopyEnd source, CopyEnd target, CopyOptions options, long length, PositionReports reports, CancellationToken cancellationToken)
    {
        using var buffer = new AlignedBuffer(CopyEnd.RoundUp((int)Math.Clamp(length, 1, BlockBytes)));
        for (var done = 0L; done < length;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var offset = options.SourceOffset + done;

            // A short first block takes the source to a boundary.
            var count = (int)Math.Min(length - done, offset % CopyEnd.Alignment == 0 ? BlockBytes : CopyEnd.Alignment - (offset % CopyEnd.Alignment));
            source.Read(buffer.Span, count, offset);
            Write(target, buffer.Span[..count], options.TargetOffset + done, options.Sparse);
            done += count;
            reports.At(done);
        }

        // Zeros that were left out at the end of a file are a part of it.
        var end = options.TargetOffset + length;
        if (options.Sparse && length > 0 && target.Device is null && Libc.Stat(target.File, out var status) && (long)status.Size < end && !Libc.Truncate(target.File, end))
        {
            throw OperationFailedException.FromLast(target.Name);
        }

        if (target.Device is { } device)
        {
            PartitionScan.Follow(device, target.File, options.TargetOffset, length);
        }
    }

    private static void Write(CopyEnd target, ReadOnlySpan<byte> block, long offset, bool sparse)
    {
        if (!sparse)
        {
            target.Write(block, offset);
            return;
        }

        for (var start = 0; start < block.Length;)
        {
            var end = start;
            while (end < block.Length && !Zeros.Are(block[end..Math.Min(end + Grain, block.Length)]))
            {
                end = Math.Min(end + Grain, block.Length);
            }

            if (end > start)
            {
                target.Write(block[start..end], offset + start);
            }

            // The grain after the run is zero.
            start = end + Grain;
        }
    }
}

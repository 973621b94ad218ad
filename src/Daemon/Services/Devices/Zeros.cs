using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Reports;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>Finds and writes zeros on devices, past the kernel's cache and in large blocks. What is zero is never written, as
/// that would make the image on the host grow.</summary>
internal static class Zeros
{
    private const int BlockBytes = 1 << 20;

    // What is written around a byte that is not zero. A multiple of every sector.
    private const int Grain = 4096;

    /// <summary>Whether a part of a device is zero.</summary>
    /// <param name="device">The device, for errors.</param>
    /// <param name="file">The device, open for direct reading.</param>
    /// <param name="end">Where the part ends. It begins at 0.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    public static bool Are(BlockDevice device, SafeFileHandle file, long end, CancellationToken cancellationToken)
    {
        using var buffer = new AlignedBuffer(BlockBytes);
        for (var offset = 0L; offset < end; offset += BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Are(Read(device, file, buffer, offset, end)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether bytes are zero.</summary>
    public static bool Are(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept((byte)0) < 0;

    /// <summary>Makes a part of a device zero.</summary>
    /// <param name="device">The device, for errors.</param>
    /// <param name="file">The device, open for direct reading and writing.</param>
    /// <param name="start">Where the part begins: at a sector.</param>
    /// <param name="end">Where it ends: at a sector.</param>
    /// <param name="reports">Is told the positions.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    public static void Write(BlockDevice device, SafeFileHandle file, long start, long end, PositionReports reports, CancellationToken cancellationToken)
    {
        using var buffer = new AlignedBuffer(BlockBytes);
        for (var offset = start; offset < end; offset += BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var block = Read(device, file, buffer, offset, end);
            if (block.IndexOfAnyExcept((byte)0) is var first and >= 0)
            {
                var from = first / Grain * Grain;
                var to = Math.Min(block.Length, ((block.LastIndexOfAnyExcept((byte)0) / Grain) + 1) * Grain);
                block[from..to].Clear();
                if (!Libc.WriteAt(file, block[from..to], offset + from))
                {
                    throw OperationFailedException.FromLast(device.Path);
                }
            }

            reports.At(Math.Min(offset + BlockBytes, end));
        }
    }

    private static Span<byte> Read(BlockDevice device, SafeFileHandle file, AlignedBuffer buffer, long offset, long end)
    {
        var block = buffer.Span[..(int)Math.Min(BlockBytes, end - offset)];
        var count = Libc.ReadAt(file, block, offset);
        return count == block.Length ? block
            : throw (count < 0 ? OperationFailedException.FromLast(device.Path) : new OperationFailedException($"{device.Path}: it ends before its size", Errno.EIO));
    }
}

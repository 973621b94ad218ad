using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Devices;

internal sealed partial class DevicesService
{
    private const long HeadBytes = 128 << 10;

    // The header, and before it 128 entries of 128 bytes.
    private const int GptCopySectors = 33;

    private const int NoMoreData = 6; // ENXIO

    public override Task<Nothing> Zero(ZeroRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var file = device.Open(OpenFlags.ReadWrite | OpenFlags.Direct);
        var size = SizeOf(device, file);
        var reports = new PositionReports(context, Math.Min(HeadBytes, size));

        // The copy first: what stops between leaves a table that is complete.
        if (GptCopyStart(file, size) is { } start)
        {
            Zeros.Write(device, file, start, size, new PositionReports(context, size), context.CancellationToken);
        }

        Zeros.Write(device, file, 0, Math.Min(HeadBytes, size), reports, context.CancellationToken);
        return Written(device, file);
    }

    public override Task<Nothing> ZeroDevice(ZeroDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var file = device.Open(OpenFlags.ReadWrite | OpenFlags.Direct);
        var size = SizeOf(device, file);
        Zeros.Write(device, file, 0, size, new PositionReports(context, size), context.CancellationToken);
        return Written(device, file);
    }

    public override Task<BoolReply> IsZeroDevice(IsZeroDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var file = device.Open(OpenFlags.ReadOnly | OpenFlags.Direct);
        return Reply.Of(Zeros.Are(device, file, SizeOf(device, file), context.CancellationToken));
    }

    public override Task<BoolReply> IsZero(IsZeroRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        for (var offset = 0L; Libc.Seek(file, offset, Libc.SeekData) is var start and >= 0;)
        {
            offset = Math.Max(start, Libc.Seek(file, start, Libc.SeekHole));
            if (!AreZero(file, path, start, offset - start, context.CancellationToken))
            {
                return Reply.Of(false);
            }
        }

        return SystemErrors.Last == NoMoreData ? Reply.Of(true) : throw OperationFailedException.FromLast(path.ToString());
    }

    private static bool AreZero(SafeFileHandle file, GuestPath path, long start, long length, CancellationToken cancellationToken)
    {
        Libc.Seek(file, start, Libc.SeekSet);
        using var reader = new LongReader(file);
        while (length > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!reader.Next(length, out var chunk))
            {
                throw OperationFailedException.FromLast(path.ToString());
            }

            if (chunk.IsEmpty || !Zeros.Are(chunk.Span))
            {
                return chunk.IsEmpty;
            }

            length -= chunk.Length;
        }

        return true;
    }

    private static long SizeOf(BlockDevice device, SafeFileHandle file)
        => Libc.GetDeviceSize(file, out var size) ? size : throw OperationFailedException.FromLast(device.Path);

    // Where the second copy of a GPT begins; null if the device does not end with one.
    private static long? GptCopyStart(SafeFileHandle file, long size)
    {
        if (!Libc.GetSectorSize(file, out var sector) || size < (GptCopySectors + 1) * (long)sector)
        {
            return null;
        }

        using var buffer = new AlignedBuffer(sector);
        return Libc.ReadAt(file, buffer.Span, size - sector) == sector && buffer.Span.StartsWith("EFI PART"u8) ? size - (GptCopySectors * (long)sector) : null;
    }

    private static Task<Nothing> Written(BlockDevice device, SafeFileHandle file)
    {
        PartitionScan.Follow(device, file);
        return Reply.Nothing;
    }
}

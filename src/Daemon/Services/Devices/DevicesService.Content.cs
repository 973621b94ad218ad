using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>Reading, writing and discarding the content of devices.</summary>
internal sealed partial class DevicesService
{
    // One message, with room for what is around the bytes in it.
    private const int MaxRead = FrameLimits.MaxPayload - 4096;

    public override Task<BytesReply> PreadDevice(PreadDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        if (request.Count < 0 || request.Offset < 0)
        {
            throw OperationFailedException.Invalid($"{device.Path}: count and offset must not be negative");
        }

        if (request.Count > MaxRead)
        {
            throw new OperationFailedException(
                $"{device.Path}: cannot read {request.Count} bytes at once: {MaxRead} is the most that one message holds", Errno.EMSGSIZE);
        }

        using var file = device.Open(OpenFlags.ReadOnly);
        var buffer = new byte[Math.Clamp(SizeOf(device, file) - request.Offset, 0, request.Count)];
        var count = Libc.ReadAt(file, buffer, request.Offset);
        return count < 0
            ? throw OperationFailedException.FromLast(device.Path)
            : Task.FromResult(new BytesReply { Value = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) });
    }

    public override Task<IntReply> PwriteDevice(PwriteDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        if (request.Offset < 0)
        {
            throw OperationFailedException.Invalid($"{device.Path}: the offset is {request.Offset}, but must not be negative");
        }

        using var file = device.Open(OpenFlags.WriteOnly);
        var count = (int)Math.Clamp(SizeOf(device, file) - request.Offset, 0, request.Content.Length);
        if (count == 0 && request.Content.Length > 0)
        {
            throw OperationFailedException.FromErrno(device.Path, Errno.ENOSPC);
        }

        if (!Libc.WriteAt(file, request.Content.Span[..count], request.Offset))
        {
            throw OperationFailedException.FromLast(device.Path);
        }

        PartitionScan.Follow(device, file, request.Offset, count);
        return Reply.Of(count);
    }

    public override Task<Nothing> Blkdiscard(BlkdiscardRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var file = device.Open(OpenFlags.ReadWrite);
        return Libc.DiscardBlocks(file, 0, SizeOf(device, file)) ? Written(device, file) : throw OperationFailedException.FromLast(device.Path);
    }

    public override Task<BoolReply> Blkdiscardzeroes(BlkdiscardzeroesRequest request, ServerCallContext context)
        => Reply.Of(Get<bool>(request.Device, Libc.GetDiscardZeroes));
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>The properties of block devices in the kernel.</summary>
internal sealed partial class DevicesService
{
    private const int SectorSize = 512;

    private delegate bool Getter<T>(SafeFileHandle device, out T value);

    public override Task<Nothing> BlockdevSetro(BlockdevSetroRequest request, ServerCallContext context)
        => Set(request.Device, device => Libc.SetBlockReadOnly(device, true));

    public override Task<Nothing> BlockdevSetrw(BlockdevSetrwRequest request, ServerCallContext context)
        => Set(request.Device, device => Libc.SetBlockReadOnly(device, false));

    public override Task<BoolReply> BlockdevGetro(BlockdevGetroRequest request, ServerCallContext context)
        => Reply.Of(Get<bool>(request.Device, Libc.GetBlockReadOnly));

    public override Task<IntReply> BlockdevGetss(BlockdevGetssRequest request, ServerCallContext context)
        => Reply.Of(Get<int>(request.Device, Libc.GetSectorSize));

    public override Task<IntReply> BlockdevGetbsz(BlockdevGetbszRequest request, ServerCallContext context)
        => Reply.Of(Get<int>(request.Device, Libc.GetBlockSize));

    public override Task<Int64Reply> BlockdevGetsz(BlockdevGetszRequest request, ServerCallContext context)
        => Reply.Of(Get<long>(request.Device, Libc.GetDeviceSize) / SectorSize);

    public override Task<Int64Reply> BlockdevGetsize64(BlockdevGetsize64Request request, ServerCallContext context)
        => Reply.Of(Get<long>(request.Device, Libc.GetDeviceSize));

    public override Task<Nothing> BlockdevFlushbufs(BlockdevFlushbufsRequest request, ServerCallContext context)
        => Set(request.Device, Libc.FlushBlocks);

    public override Task<Nothing> BlockdevRereadpt(BlockdevRereadptRequest request, ServerCallContext context)
        => Set(request.Device, Libc.RereadPartitions);

    public override Task<Nothing> BlockdevSetra(BlockdevSetraRequest request, ServerCallContext context)
        => request.Sectors >= 0
            ? Set(request.Device, device => Libc.SetReadAhead(device, request.Sectors))
            : throw OperationFailedException.Invalid($"cannot read {request.Sectors} sectors ahead: the number must be 0 or more");

    public override Task<Nothing> BlockdevSetbsz(BlockdevSetbszRequest request, ServerCallContext context)
        => Set(request.Device, device => Libc.SetBlockSize(device, request.BlockSize));

    private static Task<Nothing> Set(ByteString argument, Func<SafeFileHandle, bool> change)
    {
        var device = BlockDevice.Parse(argument);
        using var file = device.Open(OpenFlags.ReadOnly);
        return change(file) ? Reply.Nothing : throw OperationFailedException.FromLast(device.Path);
    }

    private static T Get<T>(ByteString argument, Getter<T> get)
    {
        var device = BlockDevice.Parse(argument);
        using var file = device.Open(OpenFlags.ReadOnly);
        return get(file, out var value) ? value : throw OperationFailedException.FromLast(device.Path);
    }
}

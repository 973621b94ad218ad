using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Devices.Copying;
using GuestCtl.Daemon.Services.Reports;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>Copies between devices and files.</summary>
internal sealed partial class DevicesService
{
    public override Task<Nothing> CopyDeviceToDevice(CopyDeviceToDeviceRequest request, ServerCallContext context)
        => CopyToDevice(
            () => Source(BlockDevice.Parse(request.Src)),
            BlockDevice.Parse(request.Dest),
            new CopyOptions(request.SrcOffset, request.DestOffset, request.HasSize ? request.Size : null, request.Sparse, request.Append),
            context);

    public override Task<Nothing> CopyDeviceToFile(CopyDeviceToFileRequest request, ServerCallContext context)
        => CopyToFile(
            () => Source(BlockDevice.Parse(request.Src)),
            GuestPath.Parse(request.Dest),
            new CopyOptions(request.SrcOffset, request.DestOffset, request.HasSize ? request.Size : null, request.Sparse, request.Append),
            context);

    public override Task<Nothing> CopyFileToDevice(CopyFileToDeviceRequest request, ServerCallContext context)
        => CopyToDevice(
            () => CopyEnd.Of(root, GuestPath.Parse(request.Src), OpenFlags.ReadOnly),
            BlockDevice.Parse(request.Dest),
            new CopyOptions(request.SrcOffset, request.DestOffset, request.HasSize ? request.Size : null, request.Sparse, request.Append),
            context);

    public override Task<Nothing> CopyFileToFile(CopyFileToFileRequest request, ServerCallContext context)
        => CopyToFile(
            () => CopyEnd.Of(root, GuestPath.Parse(request.Src), OpenFlags.ReadOnly),
            GuestPath.Parse(request.Dest),
            new CopyOptions(request.SrcOffset, request.DestOffset, request.HasSize ? request.Size : null, request.Sparse, request.Append),
            context);

    public override Task<Nothing> Dd(DdRequest request, ServerCallContext context) => Copy(request.Src, request.Dest, new CopyOptions(), context);

    public override Task<Nothing> CopySize(CopySizeRequest request, ServerCallContext context)
        => Copy(request.Src, request.Dest, new CopyOptions(Size: request.Size), context);

    private Task<Nothing> Copy(ByteString source, ByteString target, CopyOptions options, ServerCallContext context)
    {
        var from = DeviceOrPath.Parse(source);
        var to = DeviceOrPath.Parse(target);
        CopyEnd Open() => from.Device is { } drive ? Source(drive) : CopyEnd.Of(root, from.Path, OpenFlags.ReadOnly);
        return to.Device is { } device ? CopyToDevice(Open, device, options, context) : CopyToFile(Open, to.Path, options, context);
    }

    private static CopyEnd Source(BlockDevice device) => CopyEnd.Of(device, OpenFlags.ReadOnly);

    private static Task<Nothing> CopyToDevice(Func<CopyEnd> open, BlockDevice device, CopyOptions options, ServerCallContext context)
    {
        options.Check();
        if (options.Append)
        {
            throw OperationFailedException.Invalid($"{device.Path}: nothing can be appended to a device");
        }

        using var source = open();
        var length = options.LengthIn(source);
        using var target = CopyEnd.Of(device, OpenFlags.WriteOnly);
        options.CheckSpace(target, length);
        RangeCopy.Run(source, target, options, length, new PositionReports(context, length), context.CancellationToken);
        return Reply.Nothing;
    }

    private Task<Nothing> CopyToFile(Func<CopyEnd> open, GuestPath path, CopyOptions options, ServerCallContext context)
    {
        options.Check();
        using var source = open();
        var length = options.LengthIn(source);
        using var target = CopyEnd.Of(root, path, OpenFlags.WriteOnly | OpenFlags.Create);
        if (options.Append)
        {
            options = options with { TargetOffset = target.Size };
        }
        else if (!target.IsSameFile(source) && !Libc.Truncate(target.File, 0))
        {
            throw OperationFailedException.FromLast(target.Name);
        }

        RangeCopy.Run(source, target, options, length, new PositionReports(context, length), context.CancellationToken);
        return Reply.Nothing;
    }
}

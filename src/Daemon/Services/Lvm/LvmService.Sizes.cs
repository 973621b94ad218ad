using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>Sizes of physical and logical volumes.</summary>
internal sealed partial class LvmService
{
    public override Task<Nothing> Pvresize(PvresizeRequest request, ServerCallContext context)
        => RunAsync(context, "pvresize", "--yes", BlockDevice.Parse(request.Device).Path);

    public override Task<Nothing> PvresizeSize(PvresizeSizeRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        return request.Size >= 0
            ? RunAsync(context, "pvresize", "--yes", "--setphysicalvolumesize", string.Create(CultureInfo.InvariantCulture, $"{request.Size}b"), device.Path)
            : throw OperationFailedException.Invalid($"{request.Size} bytes cannot be the size of a physical volume");
    }

    public override Task<Nothing> Lvresize(LvresizeRequest request, ServerCallContext context)
        => ResizeAsync(context, "--force", "--yes", "--size", Mebibytes(request.Mbytes), Full(DeviceName.Parse(request.Device.Span)));

    public override Task<Nothing> LvresizeFree(LvresizeFreeRequest request, ServerCallContext context)
        => ResizeAsync(context, "--yes", "--extents", "+" + PercentFree(request.Percent), Full(DeviceName.Parse(request.Lv.Span)));

    private static async Task<Nothing> ResizeAsync(ServerCallContext context, params string[] arguments)
    {
        try
        {
            return await RunAsync(context, ["lvresize", .. arguments]);
        }
        catch (OperationFailedException e) when (e.Message.Contains("No size change", StringComparison.Ordinal))
        {
            return new Nothing();
        }
    }
}

using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems.Making;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Making swap areas.</summary>
internal sealed partial class FilesystemsService
{
    private const int MaxSwapLabel = 16;

    public override async Task<Nothing> Mkswap(MkswapRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        string[] label = request.HasLabel ? ["-L", ToolArgument.Label(request.Label, "a swap area", MaxSwapLabel)] : [];
        string[] uuid = request.HasUuid ? ["-U", ToolArgument.Text(request.Uuid, "uuid")] : [];
        await OldContent.RemoveAsync(device, context.CancellationToken);
        await FilesystemTool.RunAsync("mkswap", ["-f", .. label, .. uuid, device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> MkswapFile(MkswapFileRequest request, ServerCallContext context)
    {
        using var file = root.OpenContent(GuestPath.Parse(request.Path), OpenFlags.ReadWrite);
        await FilesystemTool.RunAsync("mkswap", ["-f", file.ToolPath()], context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> MkswapL(MkswapLRequest request, ServerCallContext context)
        => Mkswap(new MkswapRequest { Device = request.Device, Label = request.Label }, context);

    public override Task<Nothing> MkswapU(MkswapURequest request, ServerCallContext context)
        => Mkswap(new MkswapRequest { Device = request.Device, Uuid = request.Uuid }, context);
}

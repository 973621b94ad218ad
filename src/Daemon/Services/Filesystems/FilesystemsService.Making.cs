using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Services.Filesystems.Making;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Making file systems of any type.</summary>
internal sealed partial class FilesystemsService
{
    public override async Task<Nothing> Mkfs(MkfsRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var type = ToolArgument.Text(request.Fstype, "fstype");
        var maker = FilesystemMaker.Of(type, device);
        var arguments = maker.Arguments(type, request, device);
        await OldContent.RemoveAsync(device, context.CancellationToken);
        await FilesystemTool.RunAsync(maker.Tool, [.. arguments, device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> MkfsB(MkfsBRequest request, ServerCallContext context)
        => Mkfs(new MkfsRequest { Fstype = request.Fstype, Device = request.Device, Blocksize = request.Blocksize }, context);
}

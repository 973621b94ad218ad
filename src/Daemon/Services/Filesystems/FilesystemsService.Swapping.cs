using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Swapping of the appliance to devices and files of the guest.</summary>
internal sealed partial class FilesystemsService
{
    private delegate void Swapping(string path, string name);

    public override Task<Nothing> SwaponDevice(SwaponDeviceRequest request, ServerCallContext context) => OnDevice(request.Device, SwapAreas.TurnOn);

    public override Task<Nothing> SwapoffDevice(SwapoffDeviceRequest request, ServerCallContext context) => OnDevice(request.Device, SwapAreas.TurnOff);

    public override Task<Nothing> SwaponFile(SwaponFileRequest request, ServerCallContext context) => OnFile(request.File, SwapAreas.TurnOn);

    public override Task<Nothing> SwapoffFile(SwapoffFileRequest request, ServerCallContext context) => OnFile(request.File, SwapAreas.TurnOff);

    public override Task<Nothing> SwaponLabel(SwaponLabelRequest request, ServerCallContext context) => OnFoundAsync(LabelTag, request.Label, SwapAreas.TurnOn, context);

    public override Task<Nothing> SwapoffLabel(SwapoffLabelRequest request, ServerCallContext context) => OnFoundAsync(LabelTag, request.Label, SwapAreas.TurnOff, context);

    public override Task<Nothing> SwaponUuid(SwaponUuidRequest request, ServerCallContext context) => OnFoundAsync(UuidTag, request.Uuid, SwapAreas.TurnOn, context);

    public override Task<Nothing> SwapoffUuid(SwapoffUuidRequest request, ServerCallContext context) => OnFoundAsync(UuidTag, request.Uuid, SwapAreas.TurnOff, context);

    private static Task<Nothing> OnDevice(ByteString argument, Swapping swapping)
    {
        var device = BlockDevice.Parse(argument);
        swapping(device.Path, device.Path);
        return Reply.Nothing;
    }

    private Task<Nothing> OnFile(ByteString argument, Swapping swapping)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        swapping(file.ToolPath(), path.ToString());
        return Reply.Nothing;
    }

    private static async Task<Nothing> OnFoundAsync(string tag, ByteString argument, Swapping swapping, ServerCallContext context)
    {
        var value = ToolArgument.Text(argument, tag);
        await VolumeAssembly.EnsureAsync(context.CancellationToken);
        var device = await FindAsync(tag, value, "swap", context.CancellationToken)
            ?? throw new OperationFailedException($"no device has a swap area with {tag}={value}", Errno.ENOENT);
        swapping(device, $"{device} ({tag}={value})");
        return new Nothing();
    }

    /// <summary>The first device with a type of content that has a label or a UUID.</summary>
    private static async Task<string?> FindAsync(string tag, string value, string type, CancellationToken cancellationToken)
    {
        // blkid takes an empty value for a mistake.
        foreach (var device in value.Length == 0 ? [] : await BlkidTool.FindAsync(tag, value, cancellationToken))
        {
            if (await BlkidTool.ValueAsync(device, "TYPE", cancellationToken) == type)
            {
                return device;
            }
        }

        return null;
    }
}

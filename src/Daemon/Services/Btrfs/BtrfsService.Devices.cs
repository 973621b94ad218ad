using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>The devices that a file system is on.</summary>
internal sealed partial class BtrfsService
{
    private const int LabelBytes = 255;

    private static readonly string[] Profiles = ["single", "dup", "raid0", "raid1", "raid1c3", "raid1c4", "raid10", "raid5", "raid6"];

    public override async Task<Nothing> MkfsBtrfs(MkfsBtrfsRequest request, ServerCallContext context)
    {
        var devices = Unused(request.Devices);
        if (devices.Length == 0)
        {
            throw OperationFailedException.Invalid("a file system needs at least one device");
        }

        // There is no place any more from which space is given out, and leaves are as large as other nodes.
        _ = new ArgumentList().Number(request.HasAllocstart, "", request.Allocstart, "allocstart");
        var arguments = new ArgumentList().Add("--force", "--quiet")
            .Number(request.HasBytecount, "--byte-count", request.Bytecount, "bytecount")
            .Number(request.HasNodesize || request.HasLeafsize, "--nodesize", request.HasNodesize ? request.Nodesize : request.Leafsize, "nodesize")
            .Number(request.HasSectorsize, "--sectorsize", request.Sectorsize, "sectorsize");
        AddProfile(arguments, request.HasDatatype, "--data", request.Datatype);
        AddProfile(arguments, request.HasMetadata, "--metadata", request.Metadata);
        if (request.HasLabel)
        {
            arguments.Add("--label", Label(request.Label));
        }

        await Tool.RunAsync("mkfs.btrfs", arguments.Add(devices), context.CancellationToken);

        // The kernel must know all devices before one of them can be mounted.
        await Tool.TryRunAsync("modprobe", ["btrfs"], context.CancellationToken);
        await Tool.RunAsync("btrfs", ["device", "scan", .. devices], context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> BtrfsDeviceAdd(BtrfsDeviceAddRequest request, ServerCallContext context)
        => request.Devices.Count > 0
            ? OnPathAsync(request.Fs, context, ["device", "add", "--force", .. Unused(request.Devices)])
            : Reply.Nothing;

    public override Task<Nothing> BtrfsDeviceDelete(BtrfsDeviceDeleteRequest request, ServerCallContext context)
        => request.Devices.Count > 0
            ? OnPathAsync(request.Fs, context, ["device", "remove", .. request.Devices.Select(device => BlockDevice.Parse(device).Path)])
            : Reply.Nothing;

    public override Task<Nothing> BtrfsReplace(BtrfsReplaceRequest request, ServerCallContext context)
        => OnPathAsync(
            request.Mntpoint, context, "replace", "start", "-B", "-f", BlockDevice.Parse(request.Srcdev).Path, BlockDevice.Parse(request.Targetdev).CheckUnused().Path);

    public override async Task<DeviceListReply> BtrfsFilesystemShow(BtrfsFilesystemShowRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var (devices, isComplete) = BtrfsOutput.Devices(await Tool.RunAsync("btrfs", ["filesystem", "show", device.Path], context.CancellationToken));
        return isComplete
            ? await Reply.Devices(devices)
            : throw new OperationFailedException($"{device.Path}: some devices of its file system are missing", Errno.ENODEV);
    }

    private static string[] Unused(RepeatedField<ByteString> devices) => [.. devices.Select(device => BlockDevice.Parse(device).CheckUnused().Path)];

    private static void AddProfile(ArgumentList arguments, bool isGiven, string option, ByteString argument)
    {
        var profile = GuestText.Decode(argument);
        if (isGiven)
        {
            arguments.Add(option, Profiles.Contains(profile)
                ? profile
                : throw OperationFailedException.Invalid($"'{profile}' is no profile of btrfs, which are {string.Join(", ", Profiles)}"));
        }
    }

    private static string Label(ByteString argument)
    {
        var label = GuestText.Decode(argument);
        return argument.Length <= LabelBytes && Tool.IsText(label)
            ? label
            : throw OperationFailedException.Invalid($"'{label}' cannot be a label: it is not text, or has more than {LabelBytes} bytes");
    }
}

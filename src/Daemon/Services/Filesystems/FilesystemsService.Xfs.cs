using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>XFS.</summary>
internal sealed partial class FilesystemsService
{
    public override async Task<Nothing> XfsGrowfs(XfsGrowfsRequest request, ServerCallContext context)
    {
        var arguments = new ArgumentList()
            .Flag(request.Datasec, "-d")
            .Flag(request.Logsec, "-l")
            .Flag(request.Rtsec, "-r")
            .Number(request.HasDatasize, "-D", request.Datasize, "datasize")
            .Number(request.HasLogsize, "-L", request.Logsize, "logsize")
            .Number(request.HasRtsize, "-R", request.Rtsize, "rtsize")
            .Number(request.HasRtextsize, "-e", request.Rtextsize, "rtextsize")
            .Number(request.HasMaxpct, "-m", request.Maxpct, "maxpct");
        using var directory = root.Open(GuestPath.Parse(request.Path), OpenFlags.Path | OpenFlags.Directory);
        await Tool.RunAsync("xfs_growfs", arguments.Add(directory.ToolPath()), context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> XfsAdmin(XfsAdminRequest request, ServerCallContext context)
    {
        var label = request.HasLabel ? XfsTool.Label(request.Label) : null;
        var uuid = request.HasUuid ? XfsTool.Uuid(request.Uuid) : null;
        var changes = new ArgumentList()
            .Flag(request.Extunwritten, "-e")
            .Flag(request.V2Log, "-j")
            .Flag(request.Projid32Bit, "-p")
            .Number(request.HasLazycounter, "-c", request.Lazycounter ? 1 : 0, "lazycounter");
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        if (changes.Any())
        {
            await Tool.RunAsync("xfs_admin", changes.Flag(request.Imgfile, "-f").Add(device.Path), context.CancellationToken);
        }

        if (label is not null || uuid is not null)
        {
            await XfsTool.ChangeAsync(device, label, uuid, request.Imgfile, context.CancellationToken);
        }

        return new Nothing();
    }

    public override async Task<IntReply> XfsRepair(XfsRepairRequest request, ServerCallContext context)
    {
        var arguments = new ArgumentList()
            .Flag(request.Forcelogzero, "-L")
            .Flag(request.Nomodify, "-n")
            .Flag(request.Noprefetch, "-P")
            .Flag(request.Forcegeometry, "-oforce_geometry")
            .Number(request.HasMaxmem, "-m", request.Maxmem, "maxmem")
            .SubOption(request.HasIhashsize, "ihash", request.Ihashsize)
            .SubOption(request.HasBhashsize, "bhash", request.Bhashsize)
            .SubOption(request.HasAgstride, "ag_stride", request.Agstride);
        AddDevice(arguments, request.HasLogdev, "-l", request.Logdev);
        AddDevice(arguments, request.HasRtdev, "-r", request.Rtdev);

        var target = DeviceOrPath.Parse(request.Device);
        using var file = target.Open(root, request.Nomodify ? OpenFlags.ReadOnly : OpenFlags.ReadWrite);
        arguments = target.IsDevice ? arguments.Add(BlockDevice.Parse(request.Device).CheckUnused().Path) : arguments.Add("-f", file.ToolPath());
        return await Reply.Of((await Tool.TryRunAsync("xfs_repair", arguments, context.CancellationToken)).ExitCode);
    }

    public override async Task<Xfsinfo> XfsInfo(XfsInfoRequest request, ServerCallContext context)
        => (await ReadXfsAsync(request.Pathordevice, context.CancellationToken)).ToReply();

    public override async Task<StringMapReply> XfsInfo2(XfsInfo2Request request, ServerCallContext context)
        => new()
        {
            Entries = { (await ReadXfsAsync(request.Pathordevice, context.CancellationToken)).Values.Select(value => Reply.Pair(value.Key, value.Value)) },
        };

    private async Task<XfsGeometry> ReadXfsAsync(ByteString argument, CancellationToken cancellationToken)
    {
        var target = DeviceOrPath.Parse(argument);
        if (target.IsDevice)
        {
            return await XfsTool.ReadAsync(BlockDevice.Parse(argument), cancellationToken);
        }

        // The kernel tells of what is mounted, and an image has no mount.
        using var file = root.Open(target.Path, OpenFlags.Path);
        var isImage = Libc.Stat(file, out var status) && status.Type == FileType.Regular;
        var output = await (isImage
            ? Tool.RunAsync("xfs_db", ["-r", "-f", "-p", "xfs_info", "-c", "info", file.ToolPath()], cancellationToken)
            : Tool.RunAsync("xfs_info", [file.ToolPath()], cancellationToken));
        return XfsGeometry.Parse(output.Replace(file.ToolPath(), target.ToString(), StringComparison.Ordinal));
    }

    private static void AddDevice(ArgumentList arguments, bool isGiven, string option, ByteString device)
    {
        if (isGiven)
        {
            arguments.Add(option, BlockDevice.Parse(device).Path);
        }
    }
}

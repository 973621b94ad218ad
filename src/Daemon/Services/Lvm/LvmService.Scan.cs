using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>UUIDs, metadata, scans and the filter.</summary>
internal sealed partial class LvmService
{
    public override async Task<StringReply> Pvuuid(PvuuidRequest request, ServerCallContext context)
        => await Reply.Of(await SingleAsync("pvs", "pv_uuid", BlockDevice.Parse(request.Device).Path, context.CancellationToken));

    public override async Task<StringReply> Vguuid(VguuidRequest request, ServerCallContext context)
        => await Reply.Of(await SingleAsync("vgs", "vg_uuid", Group(request.VgName), context.CancellationToken));

    public override async Task<StringReply> Lvuuid(LvuuidRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var name = LogicalVolume.CanonicalName(device) ?? throw OperationFailedException.Invalid($"{device.Path}: not a logical volume");
        return await Reply.Of(await SingleAsync("lvs", "lv_uuid", name, context.CancellationToken));
    }

    public override async Task<StringListReply> Vgpvuuids(VgpvuuidsRequest request, ServerCallContext context)
        => await Reply.List(await ColumnAsync("vgs", "pv_uuid", Group(request.VgName), context.CancellationToken));

    public override async Task<StringListReply> Vglvuuids(VglvuuidsRequest request, ServerCallContext context)
        => await Reply.List(await ColumnAsync("vgs", "lv_uuid", Group(request.VgName), context.CancellationToken));

    public override async Task<BytesReply> Vgmeta(VgmetaRequest request, ServerCallContext context)
    {
        var file = PrivateName.Next("/tmp/vgmeta");
        try
        {
            await LvmTool.RunAsync(context.CancellationToken, "vgcfgbackup", "-f", file, Group(request.VgName));
            return new BytesReply { Value = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(await File.ReadAllBytesAsync(file, context.CancellationToken)) };
        }
        finally
        {
            File.Delete(file);
        }
    }

    public override async Task<Nothing> LvmScan(LvmScanRequest request, ServerCallContext context)
    {
        await LvmTool.RunAsync(context.CancellationToken, "vgscan", "--mknodes");
        return request.Activate ? await ActivateAutomaticAsync(context.CancellationToken) : new Nothing();
    }

    public override async Task<Nothing> Vgscan(NoArguments request, ServerCallContext context)
    {
        await LvmTool.RunAsync(context.CancellationToken, "vgscan");
        return new Nothing();
    }

    public override Task<Nothing> LvmSetFilter(LvmSetFilterRequest request, ServerCallContext context)
        => FilterAsync([.. request.Devices.Select(device => BlockDevice.Parse(device).Path)], context.CancellationToken);

    public override Task<Nothing> LvmClearFilter(NoArguments request, ServerCallContext context) => FilterAsync(null, context.CancellationToken);

    private static async Task<Nothing> FilterAsync(string[]? devices, CancellationToken cancellationToken)
    {
        await ActivateAsync(false, [], cancellationToken);
        LvmTool.SetFilter(devices);
        return await ActivateAutomaticAsync(cancellationToken);
    }

    private static async Task<Nothing> ActivateAutomaticAsync(CancellationToken cancellationToken)
    {
        await VolumeAssembly.EnsureAsync(cancellationToken);
        var before = SysBlock.Mapped.ToList();
        try
        {
            await LvmTool.RunAsync(cancellationToken, "vgchange", "-a", "ay");
        }
        catch (OperationFailedException)
        {
            // A group that is not complete stays as it is; the others are active.
        }

        VolumeAssembly.NoteNew(before);

        return new Nothing();
    }

    private static async Task<string> SingleAsync(string report, string field, string name, CancellationToken cancellationToken)
        => (await LvmReport.AskAsync(report, field, cancellationToken, name)) is [[var value]]
            ? value
            : throw new OperationFailedException($"{name}: lvm knows no such volume", Errno.ENOENT);

    private static async Task<IEnumerable<string>> ColumnAsync(string report, string field, string name, CancellationToken cancellationToken)
        => (await LvmReport.AskAsync(report, field, cancellationToken, name)).Select(row => row[0]).Where(value => value.Length > 0);
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>The logical volume manager: groups, volumes and their names.</summary>
internal sealed partial class LvmService : Protocol.Api.Lvm.LvmBase
{
    // Volumes of the user's, without what pools and snapshots are made of.
    private static readonly string[] Public = ["-S", "lv_role=public && lv_skip_activation!=yes"];

    public override async Task<DeviceListReply> Pvs(NoArguments request, ServerCallContext context)
        => await Reply.Devices((await LvmReport.AskAsync("pvs", "pv_name", context.CancellationToken)).Select(row => row[0])
            .Where(name => name.StartsWith('/')).Order(DeviceName.Order));

    public override async Task<StringListReply> Vgs(NoArguments request, ServerCallContext context)
        => await Reply.List((await LvmReport.AskAsync("vgs", "vg_name", context.CancellationToken)).Select(row => row[0]).Order(StringComparer.Ordinal));

    public override async Task<DeviceListReply> Lvs(NoArguments request, ServerCallContext context)
        => await Reply.Devices(await VolumesAsync(context.CancellationToken));

    public override Task<Nothing> VgActivateAll(VgActivateAllRequest request, ServerCallContext context)
        => ActivateAsync(request.Activate, [], context.CancellationToken);

    public override Task<Nothing> VgActivate(VgActivateRequest request, ServerCallContext context)
        => ActivateAsync(request.Activate, [.. request.VolGroups.Select(Group)], context.CancellationToken);

    public override Task<BoolReply> IsLv(IsLvRequest request, ServerCallContext context)
    {
        var mountable = Mountable.Parse(request.Mountable);
        return Reply.Of(mountable.Subvolume is null && LogicalVolume.Is(mountable.Device.KernelName));
    }

    public override Task<DeviceReply> LvmCanonicalLvName(LvmCanonicalLvNameRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.LvName);
        return LogicalVolume.CanonicalName(device) is { } name
            ? Reply.Device(name)
            : throw OperationFailedException.Invalid($"{device.Path}: not a logical volume");
    }

    public override async Task<DeviceListReply> ListDmDevices(NoArguments request, ServerCallContext context)
    {
        await VolumeAssembly.EnsureAsync(context.CancellationToken);
        return await Reply.Devices(LogicalVolume.OtherMapped);
    }

    /// <summary>The volumes as /dev/VG/LV.</summary>
    public static async Task<List<string>> VolumesAsync(CancellationToken cancellationToken)
    {
        await VolumeAssembly.EnsureAsync(cancellationToken);
        return VolumeAssembly.MayHaveGroups
            ? [.. (await LvmReport.AskAsync("lvs", "vg_name,lv_name", cancellationToken, Public)).Select(row => $"/dev/{row[0]}/{row[1]}").Order(StringComparer.Ordinal)]
            : [];
    }

    private static async Task<Nothing> ActivateAsync(bool activate, string[] groups, CancellationToken cancellationToken)
    {
        await VolumeAssembly.EnsureAsync(cancellationToken);
        var before = SysBlock.Mapped.ToList();
        await LvmTool.RunAsync(cancellationToken, ["vgchange", "-a", activate ? "y" : "n", .. groups]);
        VolumeAssembly.NoteNew(before);
        return new Nothing();
    }

    private static string Group(ByteString name) => LvmName.Group(GuestText.Decode(name));
}

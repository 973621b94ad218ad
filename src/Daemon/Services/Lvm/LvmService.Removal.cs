using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>Removing logical volumes, groups and physical volumes.</summary>
internal sealed partial class LvmService
{
    public override async Task<Nothing> Pvremove(PvremoveRequest request, ServerCallContext context)
    {
        try
        {
            return await RunAsync(context, "pvremove", "--yes", BlockDevice.Parse(request.Device).Path);
        }
        catch (OperationFailedException e) when (e.Message.Contains("No PV found", StringComparison.Ordinal))
        {
            return new Nothing();
        }
    }

    public override Task<Nothing> Vgremove(VgremoveRequest request, ServerCallContext context)
        => RunAsync(context, "vgremove", "--force", "--yes", Group(request.VgName));

    public override Task<Nothing> Lvremove(LvremoveRequest request, ServerCallContext context)
    {
        var name = DeviceName.Parse(request.Device.Span);

        // All volumes of a group when that is what is named: its directory, or nothing while no volume is active.
        var isGroup = name.LastIndexOf('/') < DeviceName.Directory.Length && !File.Exists(name);
        return RunAsync(context, "lvremove", "--force", "--yes", isGroup ? LvmName.Group(name) : Full(name));
    }

    public override async Task<Nothing> LvmRemoveAll(NoArguments request, ServerCallContext context)
    {
        // A group may be made of volumes of another one, which can only be removed after it.
        for (var groups = await GroupsAsync(context); groups.Count > 0;)
        {
            var failure = await RemoveGroupsAsync(groups, context);
            var rest = await GroupsAsync(context);
            groups = rest.Count < groups.Count ? rest : throw failure ?? new OperationFailedException("lvm removed no volume group, and did not say why", Errno.EIO);
        }

        foreach (var row in await LvmReport.AskAsync("pvs", "pv_name", context.CancellationToken))
        {
            await RunAsync(context, "pvremove", "--yes", row[0]);
        }

        return new Nothing();
    }

    private static Task<List<string[]>> GroupsAsync(ServerCallContext context)
        => LvmReport.AskAsync("vgs", "vg_uuid,vg_missing_pv_count", context.CancellationToken);

    private static async Task<OperationFailedException?> RemoveGroupsAsync(List<string[]> groups, ServerCallContext context)
    {
        OperationFailedException? failure = null;
        foreach (var group in groups)
        {
            try
            {
                await RemoveGroupAsync(group, context);
            }
            catch (OperationFailedException e)
            {
                failure ??= e;
            }
        }

        return failure;
    }

    // By UUID: two groups may have one name.
    private static async Task RemoveGroupAsync(string[] group, ServerCallContext context)
    {
        string[] selection = ["--select", "vg_uuid=" + group[0]];
        if (LvmReport.Number(group[1]) > 0)
        {
            var name = (await LvmReport.AskAsync("vgs", "vg_name", context.CancellationToken, selection))[0][0];
            await RunAsync(context, "vgreduce", "--removemissing", "--force", "--yes", name);
        }

        await RunAsync(context, ["vgremove", "--force", "--yes", .. selection]);
    }

    private static string Full(string name) => LvmName.Full(name) is var (group, volume) ? $"{group}/{volume}" : name;
}

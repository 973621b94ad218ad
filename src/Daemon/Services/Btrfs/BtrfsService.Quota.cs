using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Quotas and their groups.</summary>
internal sealed partial class BtrfsService
{
    public override async Task<Nothing> BtrfsQuotaEnable(BtrfsQuotaEnableRequest request, ServerCallContext context)
    {
        await AskAsync(request.Fs, true, context, "quota", request.Enable ? "enable" : "disable");
        return new Nothing();
    }

    public override async Task<Nothing> BtrfsQuotaRescan(BtrfsQuotaRescanRequest request, ServerCallContext context)
    {
        // To wait is to have the numbers when the call returns; one that runs already is waited for.
        await AskAsync(request.Fs, true, context, "quota", "rescan", "-w");
        return new Nothing();
    }

    public override Task<Nothing> BtrfsQgroupLimit(BtrfsQgroupLimitRequest request, ServerCallContext context)
        => OnPathAsync(request.Subvolume, context, "qgroup", "limit", Positive(request.Size, "size"));

    public override Task<Nothing> BtrfsQgroupCreate(BtrfsQgroupCreateRequest request, ServerCallContext context)
        => OnPathAsync(request.Subvolume, context, "qgroup", "create", Group(request.Qgroupid));

    public override Task<Nothing> BtrfsQgroupDestroy(BtrfsQgroupDestroyRequest request, ServerCallContext context)
        => OnPathAsync(request.Subvolume, context, "qgroup", "destroy", Group(request.Qgroupid));

    public override async Task<BtrfsqgroupList> BtrfsQgroupShow(BtrfsQgroupShowRequest request, ServerCallContext context)
        => new() { Values = { BtrfsOutput.Groups(await AskPathAsync(request.Path, context, "qgroup", "show", "--raw")) } };

    public override Task<Nothing> BtrfsQgroupAssign(BtrfsQgroupAssignRequest request, ServerCallContext context)
        => OnPathAsync(request.Path, context, "qgroup", "assign", Group(request.Src), Group(request.Dst));

    public override Task<Nothing> BtrfsQgroupRemove(BtrfsQgroupRemoveRequest request, ServerCallContext context)
        => OnPathAsync(request.Path, context, "qgroup", "remove", Group(request.Src), Group(request.Dst));

    private static string Group(ByteString argument)
        => GuestText.Decode(argument) is var group && GroupPattern().IsMatch(group)
            ? group
            : throw OperationFailedException.Invalid($"'{group}' is no quota group, which is written LEVEL/NUMBER");

    [GeneratedRegex("^[0-9]{1,5}(/[0-9]{1,15})?$")]
    private static partial Regex GroupPattern();
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Balancing and scrubbing. Both go on for as long as they take, and can be stopped by another call.</summary>
internal sealed partial class BtrfsService
{
    // What "balance status" ends with while a balance is there.
    private const int BalanceIsThere = 1;

    public override Task<Nothing> BtrfsFilesystemBalance(BtrfsFilesystemBalanceRequest request, ServerCallContext context)
        => OnPathAsync(request.Fs, context, "balance", "start", "--full-balance");

    public override Task<Nothing> BtrfsBalancePause(BtrfsBalancePauseRequest request, ServerCallContext context)
        => OnPathAsync(request.Path, context, "balance", "pause");

    public override Task<Nothing> BtrfsBalanceCancel(BtrfsBalanceCancelRequest request, ServerCallContext context)
        => OnPathAsync(request.Path, context, "balance", "cancel");

    public override Task<Nothing> BtrfsBalanceResume(BtrfsBalanceResumeRequest request, ServerCallContext context)
        => OnPathAsync(request.Path, context, "balance", "resume");

    public override async Task<Btrfsbalance> BtrfsBalanceStatus(BtrfsBalanceStatusRequest request, ServerCallContext context)
    {
        using var file = root.Open(GuestPath.Parse(request.Path), OpenFlags.Path);
        var result = await Tool.TryRunAsync("btrfs", ["balance", "status", file.ToolPath()], context.CancellationToken);
        return result.Succeeded || (result.ExitCode == BalanceIsThere && result.Output.Length > 0) ? BtrfsOutput.Balance(result.Output) : throw result.ToException();
    }

    public override Task<Nothing> BtrfsScrubStart(BtrfsScrubStartRequest request, ServerCallContext context)
        => ScrubAsync(request.Path, context, "start");

    public override async Task<Nothing> BtrfsScrubFull(BtrfsScrubFullRequest request, ServerCallContext context)
    {
        string[] options = request.Readonly ? ["-r"] : [];
        return await ScrubAsync(request.Path, context, ["start", "-B", .. options]);
    }

    public override Task<Nothing> BtrfsScrubCancel(BtrfsScrubCancelRequest request, ServerCallContext context)
        => ScrubAsync(request.Path, context, "cancel");

    public override Task<Nothing> BtrfsScrubResume(BtrfsScrubResumeRequest request, ServerCallContext context)
        => ScrubAsync(request.Path, context, "resume");

    public override async Task<Btrfsscrub> BtrfsScrubStatus(BtrfsScrubStatusRequest request, ServerCallContext context)
        => BtrfsOutput.Scrub(await AskPathAsync(request.Path, context, "scrub", "status", "-R"));

    private Task<Nothing> ScrubAsync(ByteString path, ServerCallContext context, params string[] arguments)
    {
        ScrubRecords.Prepare();
        return OnPathAsync(path, context, ["scrub", .. arguments]);
    }
}

using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Libvirt;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

/// <summary>The handle's own functions: its state and the appliance's life. The other parts have the drives and the properties.</summary>
internal sealed partial class HandleService(HandleLifecycle lifecycle, HandleSettings settings, Transfers transfers, LibvirtCredentials credentials) : Protocol.Api.Handle.HandleBase
{
    // The libguestfs API that this library follows.
    private static readonly Protocol.Api.VersionNumber ApiVersion = new() { Major = 1, Minor = 56, Release = 0 };

    public override async Task<Nothing> Launch(NoArguments request, ServerCallContext context)
    {
        await lifecycle.LaunchAsync(context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override async Task<Nothing> Shutdown(NoArguments request, ServerCallContext context)
    {
        await lifecycle.ShutdownAsync(context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override Task<Nothing> UserCancel(NoArguments request, ServerCallContext context)
    {
        transfers.Cancel();
        return Done();
    }

    public override Task<Nothing> KillSubprocess(NoArguments request, ServerCallContext context) => Shutdown(request, context);

    public override Task<Nothing> WaitReady(NoArguments request, ServerCallContext context)
    {
        lifecycle.CheckNotLost("wait_ready");
        return lifecycle.State == HandleState.Ready ? Done() : throw new GuestOperationException("wait_ready", Refusals.NotLaunched, Errno.EINVAL, reason: Reasons.NotLaunched);
    }

    public override Task<BoolReply> IsReady(NoArguments request, ServerCallContext context) => Of(lifecycle.State == HandleState.Ready);

    public override Task<BoolReply> IsConfig(NoArguments request, ServerCallContext context) => Of(lifecycle.State == HandleState.Config);

    public override Task<BoolReply> IsLaunching(NoArguments request, ServerCallContext context) => Of(lifecycle.State == HandleState.Launching);

    public override Task<BoolReply> IsBusy(NoArguments request, ServerCallContext context) => Of(false);

    public override Task<IntReply> GetState(NoArguments request, ServerCallContext context)
        => Of(lifecycle.State is HandleState.Launching or HandleState.Ready ? (int)lifecycle.State : (int)HandleState.Config);

    public override Task<IntReply> GetPid(NoArguments request, ServerCallContext context)
    {
        lifecycle.CheckNotLost("get_pid");
        return lifecycle.Session is { } session
            ? Of(session.ProcessId)
            : throw new GuestOperationException("get_pid", "no QEMU runs: call launch first", Errno.ESRCH, reason: Reasons.QemuNotRunning);
    }

    public override Task<Protocol.Api.VersionNumber> Version(NoArguments request, ServerCallContext context)
    {
        var version = ApiVersion.Clone();
        version.Extra = $"guestctl={typeof(GuestFs).Assembly.GetName().Version!.ToString(3)}".ToGuestBytes();
        return Task.FromResult(version);
    }

    public override Task<StringReply> GetSockdir(NoArguments request, ServerCallContext context) => Of(lifecycle.Directory.Sockets);

    public override async Task<Nothing> Available(AvailableRequest request, ServerCallContext context)
    {
        var groups = request.Groups.Select(GuestText.Decode).ToList();
        var available = await FeaturesAsync("available", groups, context.CancellationToken).ConfigureAwait(false);
        return groups.Find(g => !available.Contains(g)) is { } missing
            ? throw new GuestOperationException("available", $"the feature group '{missing}' is not available in this appliance", Errno.EOPNOTSUPP)
            : new Nothing();
    }

    public override async Task<BoolReply> FeatureAvailable(FeatureAvailableRequest request, ServerCallContext context)
    {
        var groups = request.Groups.Select(GuestText.Decode).ToList();
        var available = await FeaturesAsync("feature_available", groups, context.CancellationToken).ConfigureAwait(false);
        return new BoolReply { Value = groups.TrueForAll(available.Contains) };
    }

    private async Task<HashSet<string>> FeaturesAsync(string function, List<string> groups, CancellationToken cancellationToken)
    {
        lifecycle.CheckNotLost(function);
        if (groups.Count == 0)
        {
            return [];
        }

        if (lifecycle.Session is not { } session || lifecycle.State != HandleState.Ready)
        {
            throw new GuestOperationException(function, Refusals.NotLaunched, Errno.EINVAL, reason: Reasons.NotLaunched);
        }

        if (groups.Find(g => !FeatureGroups.Known.Contains(g)) is { } unknown)
        {
            throw new GuestOperationException(function, $"the feature group '{unknown}' is not known", Errno.EINVAL, reason: Reasons.FeatureUnknown(unknown));
        }

        var request = new Protocol.Internal.FeaturesRequest { Groups = { groups.Where(FeatureGroups.IsBuilt) } };
        var reply = await session.Control.FeaturesAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);
        return [.. reply.Available];
    }

    private static Task<Nothing> Done() => Task.FromResult(new Nothing());

    private static Task<BoolReply> Of(bool value) => Task.FromResult(new BoolReply { Value = value });

    private static Task<IntReply> Of(int value) => Task.FromResult(new IntReply { Value = value });

    private static Task<StringReply> Of(string value) => Task.FromResult(new StringReply { Value = value.ToGuestBytes() });

    private static Task<ConstStringReply> OfConst(string value) => Task.FromResult(new ConstStringReply { Value = value.ToGuestBytes() });
}

using Grpc.Core;
using GuestCtl.Daemon.Channel;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Consoles;
using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire.Rings;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>What the host library needs besides the API.</summary>
internal sealed class ControlService(RingTransport transport, ConsoleService console) : Protocol.Internal.Control.ControlBase
{
    private static readonly TimeSpan DriveTimeout = TimeSpan.FromSeconds(30);

    private readonly HostMemory _rings = new(transport);

    public override async Task<PrepareReply> Prepare(PrepareRequest request, ServerCallContext context)
    {
        EntropyPool.Add(request.Entropy.Span);
        var (seconds, nanoseconds) = Math.DivRem(request.WallClock, 1_000_000_000);
        Libc.SetClock(new Libc.Timespec(seconds, nanoseconds));
        if (request.Network)
        {
            await GuestNetwork.BringUpAsync(context.CancellationToken);
        }

        return new PrepareReply { RingsObstacle = request.RingsAddress == 0 ? "" : _rings.Open((long)request.RingsAddress, request.RingsCookie.Span) ?? "" };
    }

    public override Task<Nothing> Settle(SettleRequest request, ServerCallContext context)
    {
        Rehearsal.Run();
        return Task.FromResult(new Nothing());
    }

    public override Task<DeviceReply> WaitForDrive(DriveRequest request, ServerCallContext context)
        => Task.FromResult(new DeviceReply { Value = ScsiTarget.Wait(request.Target, DriveTimeout, context.CancellationToken).ToGuestBytes() });

    public override async Task<Nothing> ReleaseDrive(DriveRequest request, ServerCallContext context)
    {
        await ScsiTarget.ReleaseAsync(request.Target, context.CancellationToken);
        return new Nothing();
    }

    public override Task<FeaturesReply> Features(FeaturesRequest request, ServerCallContext context)
        => Task.FromResult(new FeaturesReply { Available = { request.Groups.Where(FeatureTools.HasAll) } });

    public override async Task<Nothing> Shutdown(ShutdownRequest request, ServerCallContext context)
    {
        console.End();
        var failure = request.Sync ? WriteOut.FileSystems() : null;
        try
        {
            if (request.Sync)
            {
                SwapAreas.TurnOffAll();
                MountTable.UnmountAll();
                await VolumeRelease.AllAsync(context.CancellationToken);
            }
        }
        finally
        {
            failure = WriteOut.WrittenDevices() ?? failure;
        }

        return failure is null || !request.Sync ? new Nothing() : throw failure;
    }
}

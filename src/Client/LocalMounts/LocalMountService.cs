using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.LocalMounts;

/// <summary>mount_local and what belongs to it. A handle has one such mount at a time.</summary>
internal sealed class LocalMountService(GuestFs guest, Action<string> trace) : Mounts.MountsBase
{
    private const int DefaultCacheSeconds = 60;
    private const int Attempts = 5;

    private readonly Lock _lock = new();
    private LocalMount? _mount;

    public override Task<Nothing> MountLocal(MountLocalRequest request, ServerCallContext context)
    {
        var directory = GuestText.Decode(request.Localmountpoint);
        if (directory.Length == 0)
        {
            throw new GuestOperationException("mount_local", "the directory to mount on is empty", Errno.EINVAL);
        }

        var seconds = request.HasCachetimeout ? request.Cachetimeout : DefaultCacheSeconds;
        if (seconds < 0)
        {
            throw new GuestOperationException("mount_local", $"cachetimeout is {seconds}, but must be 0 or more", Errno.EINVAL);
        }

        lock (_lock)
        {
            if (_mount is { HasEnded: false })
            {
                throw new GuestOperationException("mount_local", $"the guest is mounted on {_mount.Directory} already", Errno.EINVAL);
            }

            var tree = new LocalTree(guest, Libfuse.Forget, request.Debugcalls ? trace : null);
            _mount = LocalMount.Mount(RealPath.Of(guest.Settings.Locate("mount_local", directory)), tree, request.Readonly, GuestText.Decode(request.Options), seconds);
        }

        return Task.FromResult(new Nothing());
    }

    public override async Task<Nothing> MountLocalRun(NoArguments request, ServerCallContext context)
    {
        await Mounted("mount_local_run", "call mount_local first").RunAsync(context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    public override async Task<Nothing> UmountLocal(UmountLocalRequest request, ServerCallContext context)
    {
        await Mounted("umount_local", "nothing is mounted by mount_local").UnmountAsync(request.Retry ? Attempts : 1, context.CancellationToken).ConfigureAwait(false);
        return new Nothing();
    }

    /// <summary>Takes the mount away, for a handle that is closed.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _mount?.Abandon();
        }
    }

    private LocalMount Mounted(string function, string otherwise)
    {
        lock (_lock)
        {
            return _mount is { HasEnded: false } mount ? mount : throw new GuestOperationException(function, otherwise, Errno.EINVAL, reason: Reasons.NotMountedLocally);
        }
    }
}

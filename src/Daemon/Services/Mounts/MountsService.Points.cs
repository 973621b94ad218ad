using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Mounts;

/// <summary>Mount points, and what is mounted on them.</summary>
internal sealed partial class MountsService
{
    public override Task<MountableListReply> Mounts(NoArguments request, ServerCallContext context)
        => Task.FromResult(new MountableListReply { Values = { MountTable.Read().Select(entry => Source(entry).ToGuestBytes()) } });

    public override Task<MountableKeyMapReply> Mountpoints(NoArguments request, ServerCallContext context)
        => Task.FromResult(new MountableKeyMapReply { Entries = { MountTable.Read().Select(entry => Reply.Pair(Source(entry), entry.GuestTarget!)) } });

    public override Task<Nothing> Umount(UmountRequest request, ServerCallContext context)
    {
        var flags = (request.Force ? Libc.MntForce : 0) | (request.LazyUnmount ? Libc.MntDetach : 0);
        MountTable.Unmount(FindMount(request.PathOrDevice), flags);
        return Reply.Nothing;
    }

    public override Task<Nothing> UmountAll(NoArguments request, ServerCallContext context)
    {
        MountTable.UnmountAll();
        return Reply.Nothing;
    }

    public override Task<Nothing> Mkmountpoint(MkmountpointRequest request, ServerCallContext context)
    {
        using var entry = root.OpenMountEntry(GuestPath.Parse(request.ExemptPath));
        entry.Check(Libc.MakeDirectory(entry.Directory, entry.Name, 0x1ff));
        return Reply.Nothing;
    }

    public override Task<Nothing> Rmmountpoint(RmmountpointRequest request, ServerCallContext context)
    {
        using var entry = root.OpenMountEntry(GuestPath.Parse(request.ExemptPath));
        entry.Check(Libc.Unlink(entry.Directory, entry.Name, Libc.AtRemoveDir));
        return Reply.Nothing;
    }

    // mount uses the device mapper's names.
    private static string Source(MountEntry entry) => LogicalVolume.CanonicalName(entry.Source) ?? entry.Source;

    private MountEntry FindMount(ByteString pathOrDevice)
    {
        if (pathOrDevice.Span.StartsWith("/dev/"u8))
        {
            var device = BlockDevice.Parse(pathOrDevice);
            return MountTable.FindByDevice(device.Number) ?? throw OperationFailedException.Invalid($"{device.Path}: not mounted", Reasons.NotMounted(device.Path));
        }

        // The handle must be closed before the unmount: it would keep the file system busy.
        var path = GuestPath.Parse(pathOrDevice);
        using var top = root.Open(path, OpenFlags.Path);
        return MountTable.FindByTop(top) ?? throw OperationFailedException.Invalid($"{path}: not mounted", Reasons.NotMounted(path.ToString()));
    }
}

using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Free space, signatures, and sizes.</summary>
internal sealed partial class FilesystemsService
{
    public override async Task<Nothing> Zerofree(ZerofreeRequest request, ServerCallContext context)
    {
        await Tool.RunAsync("zerofree", [BlockDevice.Parse(request.Device).CheckUnused().Path], context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> ZeroFreeSpace(ZeroFreeSpaceRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Directory);
        using var directory = root.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        using var filler = new SpaceFiller(directory, path.ToString());
        filler.Run(context);
        return Reply.Nothing;
    }

    public override Task<Nothing> Fstrim(FstrimRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Mountpoint);
        if (request.Offset < 0 || request.Length < 0 || request.Minimumfreeextent < 0)
        {
            throw OperationFailedException.Invalid("offset, length and minimumfreeextent must not be negative");
        }

        using var directory = root.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);

        // What was freed a moment ago is not free on the drive yet.
        Libc.Sync();
        var length = request.HasLength ? (ulong)request.Length : ulong.MaxValue;
        return Libc.Trim(directory, (ulong)request.Offset, length, (ulong)request.Minimumfreeextent) ? Reply.Nothing
            : SystemErrors.Last is Errno.ENOTTY or Errno.EOPNOTSUPP
                ? throw new OperationFailedException($"{path}: this file system, or the drive that it is on, cannot give free space back", Errno.EOPNOTSUPP)
                : throw OperationFailedException.FromLast(path.ToString());
    }

    public override async Task<Nothing> Wipefs(WipefsRequest request, ServerCallContext context)
    {
        // By itself it leaves the table of a drive that has partitions.
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        await Tool.RunAsync("wipefs", ["--all", "--force", device.Path], context.CancellationToken);

        // The partitions go with their table. What is no whole drive has none, and refuses.
        using var file = device.Open(OpenFlags.ReadOnly);
        Libc.RereadPartitions(file);
        return new Nothing();
    }

    public override async Task<Nothing> F2fsExpand(F2fsExpandRequest request, ServerCallContext context)
    {
        await Tool.RunAsync("resize.f2fs", [BlockDevice.Parse(request.Device).CheckUnused().Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Int64Reply> VfsMinimumSize(VfsMinimumSizeRequest request, ServerCallContext context)
        => await Reply.Of(await MinimumSize.ReadAsync(Mountable.Parse(request.Mountable).Device, context.CancellationToken));

    public override async Task<Nothing> SetLabel(SetLabelRequest request, ServerCallContext context)
    {
        await FilesystemIdentity.SetLabelAsync(Mountable.Parse(request.Mountable).Device, request.Label, context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> SetUuid(SetUuidRequest request, ServerCallContext context)
    {
        var uuid = Protocol.Text.GuestText.Decode(request.Uuid);
        if (!XfsTool.IsUuid(uuid))
        {
            throw OperationFailedException.Invalid($"'{uuid}' is not a UUID");
        }

        await FilesystemIdentity.SetUuidAsync(BlockDevice.Parse(request.Device), uuid, context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> SetUuidRandom(SetUuidRandomRequest request, ServerCallContext context)
    {
        await FilesystemIdentity.SetUuidAsync(BlockDevice.Parse(request.Device), Guid.NewGuid().ToString("D"), context.CancellationToken);
        return new Nothing();
    }
}

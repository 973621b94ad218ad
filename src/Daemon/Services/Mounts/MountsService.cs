using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Mounts;

/// <summary>File systems in the guest's tree.</summary>
internal sealed partial class MountsService(GuestRoot root) : Protocol.Api.Mounts.MountsBase
{
    public override Task<DeviceReply> MountableDevice(MountableDeviceRequest request, ServerCallContext context)
        => Reply.Device(Mountable.Parse(request.Mountable).Device.Path);

    public override Task<StringReply> MountableSubvolume(MountableSubvolumeRequest request, ServerCallContext context)
        => Mountable.Split(request.Mountable.Span).Subvolume is { } subvolume
            ? Reply.Of(subvolume)
            : throw OperationFailedException.Invalid($"{GuestText.Decode(request.Mountable)}: this is not a btrfs subvolume", Reasons.NotASubvolume(GuestText.Decode(request.Mountable)));

    public override Task<Nothing> Mount(MountRequest request, ServerCallContext context)
        => MountAsync("", null, request.Mountable, request.MountPoint, context);

    public override Task<Nothing> MountRo(MountRoRequest request, ServerCallContext context)
        => MountAsync("ro", null, request.Mountable, request.MountPoint, context);

    public override Task<Nothing> MountOptions(MountOptionsRequest request, ServerCallContext context)
        => MountAsync(Word("options", request.Options), null, request.Mountable, request.MountPoint, context);

    public override Task<Nothing> MountVfs(MountVfsRequest request, ServerCallContext context)
        => MountAsync(Word("options", request.Options), Word("type", request.VfsType), request.Mountable, request.MountPoint, context);

    public override async Task<Nothing> MountLoop(MountLoopRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.File);
        var mountPoint = GuestPath.Parse(request.MountPoint);
        using var file = root.Open(path, OpenFlags.Path);
        if (!Libc.Stat(file, out var status) || status.Type != FileType.Regular)
        {
            throw OperationFailedException.Invalid($"{path}: not a regular file");
        }

        await Tool.RunAsync("modprobe", ["loop"], context.CancellationToken);
        using var target = root.OpenMountTarget(mountPoint);
        await MountTool.MountAsync(file.ToolPath(), "loop", $"{path} on {mountPoint}", target, "loop", null, context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> Remount(RemountRequest request, ServerCallContext context)
    {
        if (!request.HasRw)
        {
            throw OperationFailedException.Invalid("remount needs the argument rw: whether the file system can be written", Reasons.MountModeMissing);
        }

        var path = GuestPath.Parse(request.MountPoint);
        using var top = root.Open(path, OpenFlags.Path);
        var entry = MountTable.FindByTop(top) ?? throw OperationFailedException.Invalid($"{path}: no file system is mounted there");
        var options = request.Rw ? "remount,rw" : "remount,ro";
        await MountTool.MountAsync(entry.Source, Path.GetFileName(entry.Source), path.ToString(), top, options, null, context.CancellationToken);
        return new Nothing();
    }

    private async Task<Nothing> MountAsync(string options, string? type, ByteString mountable, ByteString mountPoint, ServerCallContext context)
    {
        var source = Mountable.Parse(mountable);
        var path = GuestPath.Parse(mountPoint);
        using var target = root.OpenMountTarget(path);
        // The kernel would put the one over the other, and it would take two calls to unmount.
        if (MountTable.FindByTop(target) is { } there && MountTable.FindByDevice(source.Device.Number)?.Id == there.Id)
        {
            throw new OperationFailedException($"{source} on {path}: it is mounted there already", Errno.EBUSY);
        }

        await VolumeAssembly.EnsureAsync(VolumeKinds.Btrfs, context.CancellationToken);
        if (source.SubvolumeOption is { } subvolume)
        {
            options = subvolume + (options.Length > 0 ? "," + options : "");
        }

        await MountTool.MountAsync(source.Device.Path, source.Device.KernelName, $"{source} on {path}", target, options, type, context.CancellationToken);
        return new Nothing();
    }

    private static string Word(string what, ByteString value)
    {
        var text = GuestText.Decode(value);
        return Tool.IsText(text) ? text : throw OperationFailedException.Invalid($"the {what} of a mount must be text");
    }
}

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

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>What is on devices.</summary>
internal sealed partial class FilesystemsService(GuestRoot root) : Protocol.Api.Filesystems.FilesystemsBase
{
    public override async Task<MountableKeyMapReply> ListFilesystems(NoArguments request, ServerCallContext context)
        => new() { Entries = { (await FilesystemList.ReadAsync(context.CancellationToken)).Select(entry => Reply.Pair(entry.Mountable, entry.Type)) } };

    public override Task<StringReply> VfsType(VfsTypeRequest request, ServerCallContext context) => ValueAsync(request.Mountable, "TYPE", context);

    public override Task<StringReply> VfsLabel(VfsLabelRequest request, ServerCallContext context) => ValueAsync(request.Mountable, "LABEL", context);

    public override Task<StringReply> VfsUuid(VfsUuidRequest request, ServerCallContext context) => ValueAsync(request.Mountable, "UUID", context);

    public override async Task<StringMapReply> Blkid(BlkidRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var values = await BlkidTool.ProbeAsync([device.Path], context.CancellationToken);
        return new StringMapReply { Entries = { values.SelectMany(device => device).Select(value => Reply.Pair(value.Key, value.Value)) } };
    }

    public override Task<DeviceReply> FindfsUuid(FindfsUuidRequest request, ServerCallContext context) => FindAsync("UUID", request.Uuid, context);

    public override Task<DeviceReply> FindfsLabel(FindfsLabelRequest request, ServerCallContext context) => FindAsync("LABEL", request.Label, context);

    public override Task<DeviceReply> FindfsPartuuid(FindfsPartuuidRequest request, ServerCallContext context) => FindAsync("PARTUUID", request.Uuid, context);

    public override Task<DeviceReply> FindfsPartlabel(FindfsPartlabelRequest request, ServerCallContext context) => FindAsync("PARTLABEL", request.Label, context);

    public override async Task<BoolReply> FilesystemAvailable(FilesystemAvailableRequest request, ServerCallContext context)
    {
        var name = GuestText.Decode(request.Filesystem);
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw OperationFailedException.Invalid($"'{name}' cannot be a type of file system: it has other characters than letters, digits and underscores");
        }

        if (!IsKnown(name))
        {
            // The kernel itself loads drivers by this alias, so no other kind of module can be asked for.
            await Tool.TryRunAsync("modprobe", ["-q", "fs-" + name], context.CancellationToken);
        }

        return await Reply.Of(IsKnown(name));
    }

    // Types without a device are marked in the first column.
    private static bool IsKnown(string name) => File.ReadLines("/proc/filesystems").Contains("\t" + name);

    private static async Task<StringReply> ValueAsync(ByteString mountable, string tag, ServerCallContext context)
        => await Reply.Of(await BlkidTool.ValueAsync(Mountable.Parse(mountable).Device.Path, tag, context.CancellationToken));

    private static async Task<DeviceReply> FindAsync(string tag, ByteString argument, ServerCallContext context)
    {
        var value = GuestText.Decode(argument);
        if (!Tool.IsText(value))
        {
            throw OperationFailedException.Invalid($"{tag}={value}: this is not text");
        }

        await VolumeAssembly.EnsureAsync(context.CancellationToken);
        var devices = await BlkidTool.FindAsync(tag, value, context.CancellationToken);
        return devices.Count > 0
            ? await Reply.Device(LogicalVolume.CanonicalName(devices[0]) ?? devices[0])
            : throw new OperationFailedException($"no device has {tag}={value}", Errno.ENOENT, Reasons.TagNotFound($"{tag}={value}"));
    }
}

using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;
using Names = GuestCtl.Daemon.Devices.DeviceName;

namespace GuestCtl.Daemon.Services.Devices;

/// <summary>Drives and their names.</summary>
internal sealed partial class DevicesService(GuestRoot root) : Protocol.Api.Devices.DevicesBase
{
    public override Task<DeviceListReply> ListDevices(NoArguments request, ServerCallContext context)
        => Reply.Devices(SysBlock.Disks.Select(disk => Names.Directory + disk));

    public override Task<DeviceListReply> ListPartitions(NoArguments request, ServerCallContext context)
        => Reply.Devices(SysBlock.Disks.Concat(SysBlock.Arrays).SelectMany(SysBlock.Partitions).Select(part => Names.Directory + part));

    public override Task<IntReply> NrDevices(NoArguments request, ServerCallContext context) => Reply.Of(SysBlock.Disks.Count());

    public override Task<StringReply> CanonicalDeviceName(CanonicalDeviceNameRequest request, ServerCallContext context)
    {
        var name = Names.Translate(GuestText.Decode(request.Device));
        return Reply.Of(LogicalVolume.CanonicalName(name) ?? name);
    }

    public override Task<IntReply> DeviceIndex(DeviceIndexRequest request, ServerCallContext context)
    {
        var name = GuestText.Decode(request.Device);
        return Names.IndexOf(Names.Translate(name)) is var index and >= 0
            ? Reply.Of(index)
            : throw new OperationFailedException($"{name}: no drive can have this name", Errno.ENODEV, Reasons.DriveNameInvalid(name));
    }

    public override Task<StringReply> DeviceName(DeviceNameRequest request, ServerCallContext context)
    {
        var disk = request.Index >= 0 ? "sd" + Names.Letters(request.Index) : "";
        return SysBlock.Disks.Contains(disk)
            ? Reply.Of(Names.Directory + disk)
            : throw OperationFailedException.Invalid($"there is no drive with the index {request.Index}");
    }

    public override Task<BoolReply> IsWholeDevice(IsWholeDeviceRequest request, ServerCallContext context)
        => Reply.Of(Directory.Exists(BlockDevice.Parse(request.Device).SysDirectory + "/device"));

    public override Task<DeviceMapReply> ListDiskLabels(NoArguments request, ServerCallContext context)
        => Task.FromResult(new DeviceMapReply { Entries = { DiskLabels.All.Select(entry => Reply.Pair(entry.Label, entry.Device)) } });
}

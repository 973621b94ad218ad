using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>ISO 9660.</summary>
internal sealed partial class FilesystemsService
{
    public override Task<Isoinfo> IsoinfoDevice(IsoinfoDeviceRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        using var file = device.Open(OpenFlags.ReadOnly);
        return ReadIso(file, device.Path);
    }

    public override Task<Isoinfo> Isoinfo(IsoinfoRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Isofile);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        return ReadIso(file, path.ToString());
    }

    private static Task<Isoinfo> ReadIso(SafeFileHandle file, string name)
    {
        var descriptor = new byte[IsoVolumeDescriptor.Size];
        var count = Libc.ReadAt(file, descriptor, IsoVolumeDescriptor.Offset);
        return count < 0 ? throw OperationFailedException.FromLast(name)
            : count == descriptor.Length && IsoVolumeDescriptor.IsPrimary(descriptor) ? Task.FromResult(IsoVolumeDescriptor.Parse(descriptor))
            : throw OperationFailedException.Invalid($"{name}: there is no ISO 9660 file system on it");
    }
}

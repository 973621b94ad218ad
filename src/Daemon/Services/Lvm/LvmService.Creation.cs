using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>New physical volumes, groups and logical volumes.</summary>
internal sealed partial class LvmService
{
    public override Task<Nothing> Pvcreate(PvcreateRequest request, ServerCallContext context)
        => RunAsync(context, "pvcreate", "--force", "--yes", BlockDevice.Parse(request.Device).Path);

    public override Task<Nothing> Vgcreate(VgcreateRequest request, ServerCallContext context)
    {
        var group = Group(request.VolGroup);
        return request.PhysVols.Count > 0
            // Without --yes: lvm would ask before it overwrites a file system, and nobody answers.
            ? RunAsync(context, ["vgcreate", group, .. request.PhysVols.Select(device => BlockDevice.Parse(device).Path)])
            : throw OperationFailedException.Invalid($"the volume group {group} needs at least one physical volume");
    }

    public override Task<Nothing> Lvcreate(LvcreateRequest request, ServerCallContext context)
        => RunAsync(context, "lvcreate", "--yes", "--size", Mebibytes(request.Mbytes), "--name", NewVolume(request.LogVol), Group(request.VolGroup));

    public override Task<Nothing> LvcreateFree(LvcreateFreeRequest request, ServerCallContext context)
        => RunAsync(context, "lvcreate", "--yes", "--extents", PercentFree(request.Percent), "--name", NewVolume(request.LogVol), Group(request.VolGroup));

    private static string NewVolume(Google.Protobuf.ByteString name) => LvmName.Volume(GuestText.Decode(name));

    // A negative number would be an amount to take away.
    private static string Mebibytes(int size)
        => size > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{size}m")
            : throw OperationFailedException.Invalid($"{size} MiB cannot be the size of a logical volume: it must be 1 or more");

    private static string PercentFree(int percent)
        => percent is >= 0 and <= 100
            ? string.Create(CultureInfo.InvariantCulture, $"{percent}%FREE")
            : throw OperationFailedException.Invalid($"{percent} is not a percentage from 0 to 100");

    private static async Task<Nothing> RunAsync(ServerCallContext context, params string[] arguments)
    {
        await LvmTool.RunAsync(context.CancellationToken, arguments);
        return new Nothing();
    }
}

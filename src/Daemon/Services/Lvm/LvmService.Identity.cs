using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Volumes;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Lvm;

/// <summary>New names and new UUIDs.</summary>
internal sealed partial class LvmService
{
    public override Task<Nothing> Lvrename(LvrenameRequest request, ServerCallContext context)
    {
        var (group, volume) = LvmName.Full(GuestText.Decode(request.LogVol));

        // The new name may come with the group, which it cannot leave.
        var name = GuestText.Decode(request.NewLogVol);
        var target = name.Contains('/', StringComparison.Ordinal) ? LvmName.Full(name) : (group, LvmName.Volume(name));
        return target.Item1 == group
            ? RunAsync(context, "lvrename", group, volume, target.Item2)
            : throw OperationFailedException.Invalid($"'{name}' is in another volume group than {group}/{volume}, and a new name cannot move a volume");
    }

    public override Task<Nothing> Vgrename(VgrenameRequest request, ServerCallContext context)
        => RunAsync(context, "vgrename", Group(request.VolGroup), Group(request.NewVolGroup));

    public override Task<Nothing> PvchangeUuid(PvchangeUuidRequest request, ServerCallContext context)
        => RunAsync(context, "pvchange", "--uuid", BlockDevice.Parse(request.Device).Path);

    public override Task<Nothing> PvchangeUuidAll(NoArguments request, ServerCallContext context) => RunAsync(context, "pvchange", "--uuid", "--all");

    public override Task<Nothing> VgchangeUuid(VgchangeUuidRequest request, ServerCallContext context)
        => RunAsync(context, "vgchange", "--uuid", Group(request.Vg));

    public override Task<Nothing> VgchangeUuidAll(NoArguments request, ServerCallContext context) => RunAsync(context, "vgchange", "--uuid");
}

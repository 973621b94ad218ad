using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Handle;

/// <summary>Functions of the appliance that can be answered before it is launched: what the names of devices mean. Once it runs, it answers them itself, and
/// knows volumes too.</summary>
internal sealed class EarlyAnswers : Devices.DevicesBase
{
    private static readonly HashSet<string> Names = ["canonical_device_name", "device_index"];

    /// <summary>Whether a function is one of these.</summary>
    public static bool Has(string function) => Names.Contains(function);

    public override Task<StringReply> CanonicalDeviceName(CanonicalDeviceNameRequest request, ServerCallContext context)
        => Task.FromResult(new StringReply { Value = DriveNames.Translate(GuestText.Decode(request.Device)).ToGuestBytes() });

    public override Task<IntReply> DeviceIndex(DeviceIndexRequest request, ServerCallContext context)
    {
        var name = GuestText.Decode(request.Device);
        var index = DriveNames.IndexOf(DriveNames.Translate(name));
        return index >= 0
            ? Task.FromResult(new IntReply { Value = index })
            : throw new GuestOperationException("device_index", $"{name}: no drive can have this name", Errno.ENODEV, reason: Reasons.DriveNameInvalid(name));
    }
}

using System.Text.Json.Nodes;

namespace GuestCtl.Qemu.Qmp;

/// <summary>The commands that plug devices in and out.</summary>
internal static class QmpDeviceCommands
{
    // The guest has to let go of the device, which under emulation on a busy host takes seconds.
    private static readonly TimeSpan UnplugTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Plugs a device in.</summary>
    public static Task DeviceAddAsync(this QmpClient qmp, JsonObject device, CancellationToken cancellation = default) =>
        qmp.ExecuteAsync("device_add", device, cancellation: cancellation);

    /// <summary>Asks for a device to be unplugged and waits until QEMU has let go of it.</summary>
    /// <exception cref="QmpException">QEMU refused, or the guest did not let go.</exception>
    public static async Task DeviceDelAsync(this QmpClient qmp, string id, CancellationToken cancellation = default)
    {
        using var deleted = new QmpEventWaiter(qmp, happened => happened.Name == "DEVICE_DELETED" && happened.Text("device") == id);
        await qmp.ExecuteAsync("device_del", new JsonObject { ["id"] = id }, cancellation: cancellation).ConfigureAwait(false);
        try
        {
            await deleted.WaitAsync(UnplugTimeout, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new QmpException("device_del", "GenericError", $"the appliance did not let go of it within {UnplugTimeout.TotalSeconds:0} seconds");
        }
    }
}

using GuestCtl.Handle;
using GuestCtl.Launch;
using GuestCtl.Networking;
using GuestCtl.Qemu;

namespace GuestCtl.Cli.Doctor;

/// <summary>What carries the guest's network, where one is asked for.</summary>
internal sealed class NetworkCheck(HandleSettings settings) : ICheck
{
    public string Name => "Network";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var qemu = await QemuProbe.FindAsync(settings.Hypervisor, new FactCache(settings.EffectiveCacheDirectory), cancellation).ConfigureAwait(false);
            return GuestNetwork.ObstacleOf(qemu) is { } obstacle
                ? Finding.Note($"in QEMU itself: {obstacle}", "Everything works. With a network (--network, set_network) QEMU may use sockets then, which it need not with passt.")
                : Finding.Fine("in a process of its own, passt, when a guest asks for a network");
        }
        catch (QemuNotFoundException e)
        {
            return Finding.Note($"not tried: {e.Message}", "Mend QEMU first.");
        }
    }
}

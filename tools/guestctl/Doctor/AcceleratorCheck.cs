using GuestCtl.Handle;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether KVM works, and if not, why.</summary>
internal sealed class AcceleratorCheck(HandleSettings settings) : ICheck
{
    public string Name => "Acceleration";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        var facts = new FactCache(settings.EffectiveCacheDirectory);
        try
        {
            var qemu = await QemuProbe.FindAsync(settings.Hypervisor, facts, cancellation).ConfigureAwait(false);
            var choice = await new AcceleratorChooser(facts, NullLogger.Instance).ChooseAsync(qemu, cancellation: cancellation).ConfigureAwait(false);
            return choice.Accelerator == Accelerator.Tcg
                ? Finding.Note(choice.Reason, "Everything works, only slower. With KVM a launch is several times faster.")
                : Finding.Fine(choice.Reason);
        }
        catch (QemuNotFoundException)
        {
            return Finding.Note("not tried, because there is no QEMU", "Install QEMU first.");
        }
    }
}

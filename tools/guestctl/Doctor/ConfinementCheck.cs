using GuestCtl.Confining;
using GuestCtl.Handle;
using GuestCtl.Launch;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Cli.Doctor;

/// <summary>What confines QEMU on this machine, and what is missing and why.</summary>
internal sealed class ConfinementCheck(HandleSettings settings) : ICheck
{
    // The least machine there is; it never runs.
    private static readonly string[] Arguments = ["-machine", "none", "-nodefaults", "-display", "none", "-S"];

    public string Name => "Confinement";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        var facts = new FactCache(settings.EffectiveCacheDirectory);
        try
        {
            var qemu = await QemuProbe.FindAsync(settings.Hypervisor, facts, cancellation).ConfigureAwait(false);
            await using var process = QemuProcess.Start(
                qemu.Path,
                Arguments,
                new QemuProcessOptions { Binary = qemu, Confiner = new Confiner(Confinement.Best, facts, NullLogger.Instance) },
                NullLogger.Instance);
            return process.Confinement.Missing.Count == 0
                ? Finding.Fine($"QEMU is confined by {process.Confinement}")
                : Finding.Note($"QEMU is confined by {process.Confinement}", "Everything works. A hostile image that takes QEMU over meets fewer walls: see docs/security.md.");
        }
        catch (Exception e) when (e is QemuNotFoundException or LaunchException)
        {
            return Finding.Note($"not tried: {e.Message}", "Mend QEMU first.");
        }
    }
}

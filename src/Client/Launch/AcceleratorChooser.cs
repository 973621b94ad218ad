using GuestCtl.Confining;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Launch;

/// <summary>Chooses the accelerator by trying it, because a device that opens need not work.</summary>
/// <param name="cache">Keeps verdicts until the host restarts or QEMU changes.</param>
/// <param name="logger">Gets one line when a slower accelerator than expected is taken.</param>
/// <param name="kvmDevice">The KVM device. Others are for tests.</param>
internal sealed class AcceleratorChooser(FactCache cache, ILogger logger, string kvmDevice = "/dev/kvm")
{
    private const string Works = "works";

    // What broke the accelerator may have gone, such as another hypervisor holding the processor, so a bad verdict ages.
    private static readonly TimeSpan BadVerdictAge = TimeSpan.FromHours(1);

    /// <summary>Chooses. Never throws for an accelerator that does not work: see <see cref="AcceleratorChoice.Error"/>.</summary>
    public async Task<AcceleratorChoice> ChooseAsync(
        QemuBinary qemu, AcceleratorPreference preference = AcceleratorPreference.Automatic, CancellationToken cancellation = default)
    {
        if (preference == AcceleratorPreference.ForceTcg)
            return new(Accelerator.Tcg, "Emulation (TCG) was asked for.");
        var wanted = preference == AcceleratorPreference.ForceKvm ? Accelerator.Kvm : Native();
        if (wanted == Accelerator.Tcg)
            return new(Accelerator.Tcg, "This system has no accelerator that QEMU knows; using emulation (TCG).");

        if (wanted == Accelerator.Kvm && WhyClosed() is { } closed)
        {
            LaunchLog.QuietFallback(logger, closed);
            return Refused(preference, wanted, closed);
        }
        var (problem, fromCache) = await TryAsync(qemu, wanted, cancellation).ConfigureAwait(false);
        if (problem is null)
            return new(wanted, $"{Title(wanted)} works.") { FromCache = fromCache };
        var choice = Refused(preference, wanted, $"{Title(wanted)} is there but does not work: {problem}") with { FromCache = fromCache };
        if (choice.Error is null)
            LaunchLog.Fallback(logger, choice.Reason);
        return choice;
    }

    private static Accelerator Native() =>
        OperatingSystem.IsLinux() ? Accelerator.Kvm
        : OperatingSystem.IsMacOS() ? Accelerator.Hvf
        : OperatingSystem.IsWindows() ? Accelerator.Whpx
        : Accelerator.Tcg;

    private static string Title(Accelerator accelerator) => accelerator.QemuName().ToUpperInvariant();

    private static AcceleratorChoice Refused(AcceleratorPreference preference, Accelerator wanted, string problem) =>
        preference == AcceleratorPreference.ForceKvm
            ? new(wanted, problem) { Error = $"KVM was asked for (force_kvm), but cannot be used. {problem}" }
            : new(Accelerator.Tcg, $"{problem.TrimEnd('.')}. Using emulation (TCG), which is slower.");

    private string? WhyClosed()
    {
        if (!File.Exists(kvmDevice) && !Directory.Exists(kvmDevice))
            return $"There is no {kvmDevice}: the processor's virtualisation is off, or this is a virtual machine or container without it.";
        try
        {
            using var device = File.OpenHandle(kvmDevice, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"This user may not open {kvmDevice}; being a member of the group 'kvm' usually helps.";
        }
        catch (IOException e)
        {
            return $"{kvmDevice} cannot be opened: {e.Message}";
        }
    }

    private async Task<(string? Problem, bool FromCache)> TryAsync(QemuBinary qemu, Accelerator accelerator, CancellationToken cancellation)
    {
        var kind = "accel-" + accelerator.QemuName();
        var key = HostBoot.Id + "|" + kvmDevice + "|" + qemu.Identity;
        var fact = cache.Read(kind, key);
        if (fact == Works)
            return (null, true);
        if (fact is not null && DateTime.UtcNow - cache.WrittenUtc(kind, key) < BadVerdictAge)
            return (fact, true);
        var problem = await AcceleratorTrial.RunAsync(qemu, accelerator, new Confiner(Confinement.Best, cache, NullLogger.Instance), cancellation).ConfigureAwait(false);
        cache.Write(kind, key, problem?.ReplaceLineEndings(" ") ?? Works);
        return (problem, false);
    }
}

using GuestCtl.Handle;
using GuestCtl.Launch;
using GuestCtl.Qemu;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether there is a QEMU that runs, and whether it can be locked in.</summary>
internal sealed class QemuCheck(HandleSettings settings) : ICheck
{
    public string Name => "QEMU";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            var qemu = await QemuProbe.FindAsync(settings.Hypervisor, new FactCache(settings.EffectiveCacheDirectory), cancellation).ConfigureAwait(false);
            var what = $"version {qemu.Version} at {qemu.Path}";
            return qemu.HasSandbox
                ? Finding.Fine($"{what}, with sandbox")
                : Finding.Note($"{what}, without sandbox", "Hostile images are contained less well; Debian's and Fedora's QEMU have the sandbox.");
        }
        catch (QemuNotFoundException e)
        {
            return Finding.Problem(e.Message, "Install QEMU: apt-get install qemu-system-x86 qemu-utils, or dnf install qemu-kvm qemu-img.");
        }
    }
}

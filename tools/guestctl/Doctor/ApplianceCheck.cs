using System.Globalization;
using GuestCtl.Appliances;

namespace GuestCtl.Cli.Doctor;

/// <summary>Whether the appliance is built and whole.</summary>
internal sealed class ApplianceCheck(ApplianceStore store) : ICheck
{
    public string Name => "Appliance";

    public async Task<Finding> RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (store.Find() is not { } appliance)
            {
                return Finding.Note("not built yet", "The launch below builds it; so does 'guestctl appliance build'. It downloads about 200 MB.");
            }

            await store.VerifyAsync(appliance, cancellation).ConfigureAwait(false);
            return Finding.Fine(string.Create(CultureInfo.InvariantCulture,
                $"kernel {appliance.Manifest.KernelRelease}, {appliance.Manifest.Packages.Count} packages, all files as built"));
        }
        catch (ApplianceBuildException e)
        {
            return Finding.Problem(e.Message, "'guestctl appliance build --force' builds it anew. If guestctld is missing, install it beside guestctl.");
        }
    }
}

using System.CommandLine;

namespace GuestCtl.Build.Targets;

/// <summary>Makes the appliance, unless the cache already holds the one that this checkout needs.</summary>
internal sealed class ApplianceTarget(Workspace workspace)
{
    public Command Describe()
    {
        var command = new Command("appliance", "Make the appliance from Debian packages, without root.");
        command.SetAction(async (_, cancellation) =>
        {
            await new BuildTarget(workspace).RunAsync(cancellation);
            await RunAsync(cancellation);
            return 0;
        });
        return command;
    }

    public Task RunAsync(CancellationToken cancellation) => Progress.StepAsync("appliance", async () =>
    {
        var exit = await Tool.ShowAsync(workspace.GuestCtl, ["appliance", "build"], cancellation);
        if (exit != 0)
        {
            throw new BuildException($"guestctl appliance build ended with exit code {exit}.");
        }
    });
}

using System.CommandLine;
using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Targets;

/// <summary>Installs what the machine lacks. Fast, and silent about it, when nothing is.</summary>
internal sealed class SetupTarget
{
    public Command Describe()
    {
        var check = new Option<bool>("--check") { Description = "Only list what is there and what is missing; install nothing." };
        var command = new Command("setup", "Install what this machine lacks to build, run and test GuestCtl.") { check };
        command.SetAction((result, cancellation) => result.GetValue(check)
            ? Task.FromResult(List(result.InvocationConfiguration.Output))
            : InstallAsync(cancellation));
        return command;
    }

    public static Task RunAsync(CancellationToken cancellation) => Progress.StepAsync(
        "setup", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToBuild, cancellation));

    private static async Task<int> InstallAsync(CancellationToken cancellation)
    {
        await RunAsync(cancellation);
        return 0;
    }

    private static int List(TextWriter output)
    {
        var missing = PackageInstaller.OfThisMachine.Missing(Requirements.ToBuild);
        foreach (var requirement in Requirements.ToBuild)
        {
            output.WriteLine($"{(missing.Contains(requirement) ? "missing" : "ok     ")}  {requirement.Package,-24} {requirement.Purpose}");
        }

        return missing.Count == 0 ? 0 : 1;
    }
}

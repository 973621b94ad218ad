using System.CommandLine;
using GuestCtl.Build.Compile;
using GuestCtl.Build.Images;
using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Targets;

/// <summary>Measures GuestCtl side by side with libguestfs, which it installs for that.</summary>
internal sealed class BenchTarget(Workspace workspace)
{
    public Command Describe()
    {
        var rest = new Argument<string[]>("arguments") { Description = "Handed to the benchmark program.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("bench", "Measure GuestCtl and libguestfs in one run; installs the latter.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((result, cancellation) => RunAsync([.. result.GetValue(rest) ?? [], .. result.UnmatchedTokens], cancellation));
        return command;
    }

    private async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        await new BuildTarget(workspace).RunAsync(cancellation);
        await Progress.StepAsync("peer", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToCompare, cancellation));
        await new ApplianceTarget(workspace).RunAsync(cancellation);
        if (arguments.Length == 0)
        {
            const string rounds = "3";
            arguments = [workspace.At("artifacts", "bin"), rounds, (await TestImages.EnsureAllAsync(workspace, cancellation))[0]];
        }

        return await DotNet.ShowAsync(
            workspace.Root, ["run", "-c", "Release", "--project", workspace.At("tests", "Benchmarks"), "--", .. arguments], cancellation);
    }
}

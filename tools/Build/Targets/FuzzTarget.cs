using System.CommandLine;
using GuestCtl.Build.Compile;
using GuestCtl.Build.Setup;

namespace GuestCtl.Build.Targets;

/// <summary>Feeds mutated input to everything that reads what an image, an archive or a peer says.</summary>
internal sealed class FuzzTarget(Workspace workspace)
{
    private const double DefaultMinutes = 10;

    public Command Describe()
    {
        var minutes = new Argument<double>("minutes") { Description = "Shared among all targets.", DefaultValueFactory = _ => DefaultMinutes };
        var target = new Option<string?>("--target") { Description = "Run this target only." };
        var seed = new Option<int?>("--seed") { Description = "Try the inputs of an earlier run again; a new seed is made and printed otherwise." };
        var command = new Command("fuzz", "Try mutated input on every reader; findings are kept in tests/Fuzz/Seeds.") { minutes, target, seed };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(minutes), result.GetValue(target), result.GetValue(seed) ?? Random.Shared.Next(), cancellation));
        return command;
    }

    /// <summary>The arguments of the program that fuzzes.</summary>
    public static IReadOnlyList<string> Arguments(double minutes, string? target, int seed)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        return ["fuzz", minutes.ToString(culture), seed.ToString(culture), .. target is null ? Array.Empty<string>() : [target]];
    }

    private async Task<int> RunAsync(double minutes, string? target, int seed, CancellationToken cancellation)
    {
        await SetupTarget.RunAsync(cancellation);
        await Progress.StepAsync("tools", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToFuzz, cancellation));
        await Progress.StepAsync("build", () => DotNet.BuildAsync(workspace, workspace.At("tests", "Fuzz"), cancellation));
        return await Tool.ShowAsync(workspace.At("tests", "Fuzz", "bin", "Release", "net10.0", "GuestCtl.Fuzz.Tests"), Arguments(minutes, target, seed), cancellation);
    }
}

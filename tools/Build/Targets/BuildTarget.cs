using System.CommandLine;
using GuestCtl.Build.Compile;

namespace GuestCtl.Build.Targets;

/// <summary>Compiles everything, and makes the programs in artifacts/bin.</summary>
internal sealed class BuildTarget(Workspace workspace)
{
    private static readonly string[] Sources =
    [
        "src", "tools", "tests", "appliance", "GuestCtl.sln", "Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig",
    ];

    private const int AtOnce = 3;

    private string Stamp => Path.Combine(workspace.Artifacts, "build.stamp");

    public Command Describe()
    {
        var command = new Command("build", "Compile everything; the programs go to artifacts/bin, the C library to artifacts/native.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await SetupTarget.RunAsync(cancellation);
        await Progress.StepAsync("build", () => BuildAsync(cancellation));
        return 0;
    }

    private async Task BuildAsync(CancellationToken cancellation)
    {
        // Taken before the build, so that a file saved while it runs makes the next build run again.
        var fingerprint = SourceFingerprint.Of(workspace.Root, Sources);
        if (IsUpToDate(fingerprint))
        {
            Progress.Note("up to date");
            return;
        }

        await DotNet.BuildAsync(workspace, workspace.Solution, cancellation);
        await ApiPages.WriteAsync(workspace, cancellation);
        await PublishAsync(cancellation);
        await File.WriteAllTextAsync(Stamp, fingerprint, cancellation);
    }

    // The native compiler works on one processor for a part of its time, which another one can use. Each needs memory, so there are not many at once.
    private Task PublishAsync(CancellationToken cancellation)
    {
        Func<CancellationToken, ValueTask>[] works =
        [
            .. DeliveredProgram.All.Select<DeliveredProgram, Func<CancellationToken, ValueTask>>(
                program => stop => new ValueTask(program.PublishAsync(workspace, stop))),
            stop => new ValueTask(DeliveredLibrary.PublishAsync(workspace, stop)),
        ];
        return Parallel.ForEachAsync(
            works, new ParallelOptions { MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 1, AtOnce), CancellationToken = cancellation }, (work, stop) => work(stop));
    }

    private bool IsUpToDate(string fingerprint) =>
        File.Exists(Stamp) && File.ReadAllText(Stamp) == fingerprint
        && DeliveredProgram.All.All(program => File.Exists(Path.Combine(workspace.Bin, program.OtherName ?? program.File)))
        && DeliveredLibrary.IsBuilt(workspace);
}

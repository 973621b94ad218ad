using CliWrap;

namespace GuestCtl.Build.Testing;

/// <summary>Runs one test program under a deadline and reads its report.</summary>
internal sealed class TestRunner(Workspace workspace, TimeSpan deadline, string? filter)
{
    // A test that takes this long is named in the output while it runs, so that a hang has a name.
    private const string LongRunningSeconds = "120";

    public async Task<TestOutcome> RunAsync(TestProject project, CancellationToken cancellation)
    {
        if (!File.Exists(project.Program))
        {
            return TestOutcome.Broken(project.Name, $"the build made no {project.Program}");
        }

        var results = Path.Combine(workspace.Artifacts, "test-results");
        Directory.CreateDirectory(results);
        var report = Path.Combine(results, project.Name + ".xml");
        File.Delete(report);
        using var stopper = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stopper.CancelAfter(deadline);
        try
        {
            var exit = await Tool.ShowAsync(project.Program, Arguments(report, filter), stopper.Token, Prepare);
            return File.Exists(report)
                ? Check(TestReport.Read(project.Name, await File.ReadAllTextAsync(report, cancellation)), exit)
                : TestOutcome.Broken(project.Name, $"ended with exit code {exit} and without a report: it crashed");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return TestOutcome.Broken(project.Name, $"was stopped after {deadline.TotalMinutes:0.#} minutes");
        }
    }

    public static IReadOnlyList<string> Arguments(string report, string? filter) =>
    [
        "-noLogo", "-noColor", "-noAutoReporters", "-reporter", "quiet", "-longRunning", LongRunningSeconds, "-result-xml", report,
        .. filter is null ? Array.Empty<string>() : ["-method", $"*{filter}*"],
    ];

    private static TestOutcome Check(TestOutcome outcome, int exit) => exit == 0 || outcome.Tally.Failed > 0
        ? outcome
        : outcome with
        {
            Tally = outcome.Tally + new TestTally(0, 1, 0),
            Failures = [$"{outcome.Project}: no test failed, yet it ended with exit code {exit}"],
        };

    private void Prepare(ToolOptions options)
    {
        options.Directory = workspace.Root;
        options.Environment["GUESTCTL_TEST_IMAGES"] = workspace.Images;
        options.Environment["GUESTCTL_BIN"] = workspace.Bin;
        options.Environment["DOTNET_TieredPGO"] = "0";
    }
}

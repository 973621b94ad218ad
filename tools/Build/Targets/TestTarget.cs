using System.CommandLine;
using GuestCtl.Build.Images;
using GuestCtl.Build.Setup;
using GuestCtl.Build.Testing;

namespace GuestCtl.Build.Targets;

/// <summary>Runs the tests; the last line it prints is the tally that CI reads.</summary>
internal sealed class TestTarget(Workspace workspace)
{
    // The longest, on real appliances, has taken 28 minutes in CI.
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromMinutes(55);

    public Command Describe()
    {
        var project = new Argument<string?>("project") { Description = "A folder of tests/; all of them when not given.", Arity = ArgumentArity.ZeroOrOne };
        var filter = new Option<string?>("--filter") { Description = "Run only tests whose full name contains this." };
        var minutes = new Option<double>("--timeout")
        {
            Description = "Minutes that each project may take before it is stopped and counted as failed.",
            DefaultValueFactory = _ => DefaultDeadline.TotalMinutes,
        };
        var command = new Command("test", "Run the tests, with all that they need.") { project, filter, minutes };
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(project), result.GetValue(filter), TimeSpan.FromMinutes(result.GetValue(minutes)), cancellation));
        return command;
    }

    private async Task<int> RunAsync(string? name, string? filter, TimeSpan deadline, CancellationToken cancellation)
    {
        var projects = TestProject.Find(workspace, name);
        var outcomes = new List<TestOutcome>();
        try
        {
            await new BuildTarget(workspace).RunAsync(cancellation);
        }
        catch (BuildException failure)
        {
            Progress.Warn(failure.Message);
            return Conclude([TestOutcome.Broken("build", "failed, so no test could run")], Console.Out);
        }

        await PrepareAsync("appliance", () => new ApplianceTarget(workspace).RunAsync(cancellation), outcomes);
        if (projects.Any(project => project.Name == "Native"))
        {
            await PrepareAsync(
                "programs of libguestfs", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToTestCompatibility, cancellation), outcomes);
        }

        if (projects.Any(project => project.Name == "Appliance"))
        {
            await PrepareAsync("tools of the tests", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToTestAppliance, cancellation), outcomes);
        }

        if (projects.Any(project => project.Name == "Fuzz"))
        {
            await PrepareAsync("tools of fuzzing", () => PackageInstaller.OfThisMachine.EnsureAsync(Requirements.ToFuzz, cancellation), outcomes);
        }

        var runner = new TestRunner(workspace, deadline, filter);
        var tested = await RunAllAsync(
            projects,
            () => PrepareAsync("images", () => TestImages.EnsureAllAsync(workspace, cancellation), outcomes),
            project => Progress.StepAsync($"test {project.Name}", () => runner.RunAsync(project, cancellation)));
        return Conclude([.. outcomes, .. tested], Console.Out);
    }

    /// <summary>Runs projects one after another, and beside the first of them what leaves room for that.</summary>
    /// <param name="projects">In the order in which they run.</param>
    /// <param name="makeImages">Makes the test images, beside the tests that need none.</param>
    /// <param name="run">Runs one.</param>
    /// <returns>How each of them went, in the same order.</returns>
    public static async Task<IReadOnlyList<TestOutcome>> RunAllAsync(
        IReadOnlyList<TestProject> projects, Func<Task> makeImages, Func<TestProject, Task<TestOutcome>> run)
    {
        var images = makeImages();
        var started = projects.Where(project => project.LeavesRoom).ToDictionary(project => project, run);
        foreach (var project in projects.Where(project => !project.LeavesRoom))
        {
            if (project.RunsAlone)
            {
                await Task.WhenAll([images, .. started.Values]);
            }

            await (started[project] = run(project));
        }

        await images;
        return await Task.WhenAll(projects.Select(project => started[project]));
    }

    /// <summary>Prints the failures of all projects together, and the tally last.</summary>
    public static int Conclude(IReadOnlyList<TestOutcome> outcomes, TextWriter output)
    {
        output.WriteLine();
        foreach (var outcome in outcomes)
        {
            output.WriteLine($"{outcome.Project,-12} {outcome.Tally}");
        }

        foreach (var reason in outcomes.SelectMany(outcome => outcome.SkipReasons).Distinct())
        {
            output.WriteLine($"SKIPPED because: {reason}");
        }

        foreach (var failure in outcomes.SelectMany(outcome => outcome.Failures))
        {
            output.WriteLine($"FAILED {failure}");
        }

        var total = outcomes.Aggregate(default(TestTally), (sum, outcome) => sum + outcome.Tally);
        if (total is { Passed: 0, Failed: 0 })
        {
            output.WriteLine("No test ran.");
        }

        output.WriteLine();
        output.WriteLine(total);
        return total.IsSuccess ? 0 : 1;
    }

    // Without an appliance a developer can still run what needs none; CI must say that something is wrong.
    private static async Task PrepareAsync(string what, Func<Task> work, List<TestOutcome> outcomes)
    {
        try
        {
            await work();
        }
        catch (BuildException failure)
        {
            Progress.Warn(failure.Message);
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                outcomes.Add(TestOutcome.Broken(what, failure.Message.Split('\n')[0].Trim()));
            }
        }
    }
}

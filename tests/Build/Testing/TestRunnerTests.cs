using GuestCtl.Build.Testing;

namespace GuestCtl.Build.Tests.Testing;

public sealed class TestRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_program_that_hangs_is_stopped_and_fails()
    {
        var outcome = await RunAsync("sleep 60", TimeSpan.FromSeconds(0.5));

        Assert.Equal(1, outcome.Tally.Failed);
        Assert.Contains("was stopped after", Assert.Single(outcome.Failures));
    }

    [Fact]
    public async Task A_child_that_keeps_the_output_open_cannot_hang_the_run()
    {
        var outcome = await RunAsync("sleep 5 &\nexit 0", TimeSpan.FromSeconds(1));

        Assert.Equal(1, outcome.Tally.Failed);
    }

    [Fact]
    public async Task A_program_that_dies_without_a_report_fails()
    {
        var outcome = await RunAsync("exit 134", TimeSpan.FromMinutes(1));

        Assert.Contains("exit code 134", Assert.Single(outcome.Failures));
    }

    [Fact]
    public async Task A_bad_exit_code_fails_even_when_the_report_is_green()
    {
        var outcome = await RunAsync(WriteReport("<assemblies><test name='A' result='Pass'/></assemblies>") + "exit 3", TimeSpan.FromMinutes(1));

        Assert.Equal(new TestTally(1, 1, 0), outcome.Tally);
    }

    [Fact]
    public async Task Tests_are_told_where_images_and_programs_are()
    {
        var report = WriteReport("<assemblies><test name='A' result='Skip'><reason>$GUESTCTL_BIN</reason></test></assemblies>");

        var outcome = await RunAsync(report, TimeSpan.FromMinutes(1));

        Assert.Equal([Path.Combine(_folder.Path, "artifacts", "bin")], outcome.SkipReasons);
    }

    [Fact]
    public async Task A_project_that_was_not_built_fails()
    {
        var runner = new TestRunner(new Workspace(_folder.Path), TimeSpan.FromMinutes(1), null);

        var outcome = await runner.RunAsync(new TestProject("Cli", _folder.At("absent")), TestContext.Current.CancellationToken);

        Assert.Equal(1, outcome.Tally.Failed);
    }

    [Fact]
    public void A_filter_matches_any_part_of_the_name() =>
        Assert.Equal(["-method", "*Frame*"], TestRunner.Arguments("r.xml", "Frame").TakeLast(2));

    public void Dispose() => _folder.Dispose();

    // The report's path is the value of the last option that a runner without filter gives.
    private static string WriteReport(string xml) => $"for last; do :; done\necho \"{xml}\" > \"$last\"\n";

    private async Task<TestOutcome> RunAsync(string script, TimeSpan deadline)
    {
        var program = _folder.Write("program", "#!/bin/sh\n" + script + "\n");
        await Tool.RunAsync("chmod", ["+x", program], TestContext.Current.CancellationToken);
        return await new TestRunner(new Workspace(_folder.Path), deadline, null)
            .RunAsync(new TestProject("Stub", program), TestContext.Current.CancellationToken);
    }
}

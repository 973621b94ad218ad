using GuestCtl.Build.Targets;
using GuestCtl.Build.Testing;

namespace GuestCtl.Build.Tests.Targets;

public sealed class TestTargetTests
{
    [Fact]
    public void The_tally_of_all_projects_is_the_last_line()
    {
        var output = new StringWriter();

        var exit = TestTarget.Conclude(
            [
                new TestOutcome("Protocol", new TestTally(5, 0, 1), [], ["no QEMU"]),
                new TestOutcome("Cli", new TestTally(2, 1, 0), ["A.Bad: wrong"], []),
            ],
            output);

        var lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal("7 passed, 1 failed, 1 skipped", lines[^1]);
        Assert.Contains("FAILED A.Bad: wrong", lines);
        Assert.Contains("SKIPPED because: no QEMU", lines);
        Assert.Equal(1, exit);
    }

    [Fact]
    public async Task Fuzzing_and_images_go_on_beside_what_needs_no_machines()
    {
        var (fuzzing, images) = (new TaskCompletionSource(), new TaskCompletionSource());
        List<string> order = [];
        string[] names = ["Daemon", "Fuzz", "Protocol", "Client"];

        var all = TestTarget.RunAllAsync([.. names.Select(name => new TestProject(name, ""))], () => images.Task, RunAsync);

        Assert.Equal(["Fuzz", "Daemon", "Protocol"], order);
        fuzzing.SetResult();
        Assert.Equal(["Fuzz", "Daemon", "Protocol", "Fuzz ended"], order);
        images.SetResult();
        Assert.Equal(names, (await all).Select(outcome => outcome.Project));
        Assert.Equal(["Fuzz", "Daemon", "Protocol", "Fuzz ended", "Client"], order);

        async Task<TestOutcome> RunAsync(TestProject project)
        {
            order.Add(project.Name);
            if (project.Name == "Fuzz")
            {
                await fuzzing.Task;
                order.Add("Fuzz ended");
            }

            return new TestOutcome(project.Name, default, [], []);
        }
    }

    [Fact]
    public void A_run_without_any_test_is_a_failure()
    {
        var output = new StringWriter();

        Assert.Equal(1, TestTarget.Conclude([new TestOutcome("Cli", default, [], [])], output));
        Assert.Contains("No test ran.", output.ToString());
    }

    [Fact]
    public void Passing_tests_succeed() =>
        Assert.Equal(0, TestTarget.Conclude([new TestOutcome("Cli", new TestTally(1, 0, 0), [], [])], TextWriter.Null));
}

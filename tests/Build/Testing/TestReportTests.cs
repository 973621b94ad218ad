using GuestCtl.Build.Testing;

namespace GuestCtl.Build.Tests.Testing;

public sealed class TestReportTests
{
    private const string Mixed = """
        <assemblies><assembly><errors /><collection>
          <test name="A.Good" result="Pass" />
          <test name="A.Bad" result="Fail"><failure><message>Assert.Equal() Failure
        Expected: 1</message></failure></test>
          <test name="A.Later" result="Skip"><reason>no QEMU</reason></test>
          <test name="A.Later2" result="Skip"><reason>no QEMU</reason></test>
          <test name="A.Explicit" result="NotRun" />
        </collection></assembly></assemblies>
        """;

    [Fact]
    public void Each_result_is_counted_once() => Assert.Equal(new TestTally(1, 1, 2), TestReport.Read("Cli", Mixed).Tally);

    [Fact]
    public void A_failure_is_named_with_the_first_line_of_its_message() =>
        Assert.Equal(["A.Bad: Assert.Equal() Failure"], TestReport.Read("Cli", Mixed).Failures);

    [Fact]
    public void A_reason_to_skip_is_told_once() => Assert.Equal(["no QEMU"], TestReport.Read("Cli", Mixed).SkipReasons);

    [Fact]
    public void An_error_outside_any_test_counts_as_a_failure()
    {
        var outcome = TestReport.Read("Cli", """
            <assemblies><assembly><errors><error type="fixture-cleanup" name="Vm"><failure><message>VM is gone</message></failure></error></errors>
            <collection><test name="A.Good" result="Pass" /></collection></assembly></assemblies>
            """);

        Assert.Equal(new TestTally(1, 1, 0), outcome.Tally);
        Assert.Equal(["Cli: Vm VM is gone"], outcome.Failures);
    }

    [Fact]
    public void A_torn_report_counts_as_a_failure() => Assert.Equal(new TestTally(0, 1, 0), TestReport.Read("Cli", "<assemblies><asse").Tally);
}

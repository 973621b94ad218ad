using GuestCtl.Build.Testing;

namespace GuestCtl.Build.Tests.Testing;

public sealed class TestTallyTests
{
    [Theory]
    [InlineData(3, 0, 0, "3 passed, 0 failed", true)]
    [InlineData(3, 1, 2, "3 passed, 1 failed, 2 skipped", false)]
    [InlineData(0, 0, 0, "0 passed, 0 failed", false)]
    [InlineData(0, 0, 5, "0 passed, 0 failed, 5 skipped", false)]
    public void It_prints_what_CI_reads_and_needs_a_passing_test(int passed, int failed, int skipped, string line, bool success)
    {
        var tally = new TestTally(passed, failed, skipped);

        Assert.Equal(line, tally.ToString());
        Assert.Equal(success, tally.IsSuccess);
    }
}

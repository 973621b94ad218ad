namespace GuestCtl.Build.Testing;

/// <summary>What one test project came to.</summary>
/// <param name="Project">The name of the project's folder.</param>
/// <param name="Tally">The counts.</param>
/// <param name="Failures">One text per failed test: its name and the first line of its message.</param>
/// <param name="SkipReasons">Why tests were skipped, each reason once.</param>
internal sealed record TestOutcome(string Project, TestTally Tally, IReadOnlyList<string> Failures, IReadOnlyList<string> SkipReasons)
{
    /// <summary>Something around the tests broke; it counts as one failed test so that it cannot be overlooked.</summary>
    public static TestOutcome Broken(string project, string why) => new(project, new TestTally(0, 1, 0), [$"{project}: {why}"], []);
}

namespace GuestCtl.Build.Testing;

/// <summary>How many tests passed, failed and were skipped.</summary>
internal readonly record struct TestTally(int Passed, int Failed, int Skipped)
{
    /// <summary>A run in which no test ran is no success: a broken filter or an empty build must not look green.</summary>
    public bool IsSuccess => Failed == 0 && Passed > 0;

    public static TestTally operator +(TestTally left, TestTally right) =>
        new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

    /// <summary>The closing line that CI reads.</summary>
    public override string ToString() =>
        $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
}

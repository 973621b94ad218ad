using GuestCtl.Fuzz.Engine;

namespace GuestCtl.Fuzz;

/// <summary>The two minutes of fuzzing that belong to every run of the tests, and the inputs at which something once failed.</summary>
public sealed class FuzzTests
{
    // All targets together stay below two minutes; most of the rest is starting processes.
    private const double SecondsPerWeight = 3;

    // Another seed each day: the tests of one day agree with each other, and a week of them tries more than one day does.
    private static readonly int Seed = DateTime.UtcNow.DayOfYear;

    public static TheoryData<string> Targets => [.. SubjectTable.Names];

    private static bool IsStrict => Environment.GetEnvironmentVariable("CI") == "true";

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_seed_is_read_or_refused(string target)
    {
        using var subject = SubjectTable.Create(target);
        Assert.SkipWhen(subject.Missing is not null && !IsStrict, subject.Missing ?? "");

        Assert.Null(subject.Missing);
        var session = new FuzzSession(subject, Seed);
        session.Run(TimeSpan.Zero);

        Assert.True(session.Findings.Count == 0, string.Join('\n', session.Findings.Select(finding => finding.Text)));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Mutated_inputs_are_read_or_refused(string target)
    {
        using var subject = SubjectTable.Create(target);
        Assert.SkipWhen(subject.Missing is not null && !IsStrict, subject.Missing ?? "");

        Assert.Null(subject.Missing);
        var run = await FuzzProcess.RunAsync(target, SecondsPerWeight * subject.Weight, Seed);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output);
        Assert.True(run.Succeeded, $"{run.Output} (seed {Seed})");
    }
}

using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Fuzz.Engine;

/// <summary>The command line: <c>fuzz MINUTES SEED [TARGET]</c>, and <c>fuzz one TARGET SECONDS SEED FILE</c>, which it starts for each target.</summary>
internal static class FuzzProgram
{
    private const int Clean = 0;
    private const int Found = 1;
    private const int Wrong = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output) => arguments switch
    {
        ["one", var name, var seconds, var seed, var current] => RunOne(name, Number(seconds), (int)Number(seed), current, output),
        [var minutes, var seed] => await RunAllAsync(SubjectTable.Names, Number(minutes) * 60, (int)Number(seed), output),
        [var minutes, var seed, var name] => await RunAllAsync([name], Number(minutes) * 60, (int)Number(seed), output),
        _ => Wrong,
    };

    /// <summary>Shares the time among targets and runs one after the other, each in a process of its own.</summary>
    public static async Task<int> RunAllAsync(IReadOnlyList<string> names, double seconds, int seed, TextWriter output)
    {
        await output.WriteLineAsync($"seed {seed.ToString(CultureInfo.InvariantCulture)}");
        var left = Stopwatch.StartNew();
        var exit = Clean;
        var weights = names.ToDictionary(name => name, WeightOf, StringComparer.Ordinal);
        foreach (var name in names)
        {
            // What one does not use, such as a target that cannot run here, goes to those after it.
            var rest = names.SkipWhile(other => other != name).Sum(other => weights[other]);
            var share = Math.Max(0, seconds - left.Elapsed.TotalSeconds) * weights[name] / rest;
            var run = await FuzzProcess.RunAsync(name, share, seed);
            await output.WriteAsync(run.Output);
            exit = run.Succeeded ? exit : Found;
        }

        return exit;
    }

    private static int WeightOf(string name)
    {
        using var subject = SubjectTable.Create(name);
        return subject.Weight;
    }

    private static int RunOne(string name, double seconds, int seed, string current, TextWriter output)
    {
        using var subject = SubjectTable.Create(name);
        if (subject.Missing is { } missing)
        {
            output.WriteLine($"{name,-18} left out: {missing}");
            return Clean;
        }

        var watch = Stopwatch.StartNew();
        using var note = new CurrentInput(current);
        var session = new FuzzSession(subject, seed) { Trying = note.Write };
        session.Run(TimeSpan.FromSeconds(seconds));
        note.Clear();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-18} {session.Inputs,10} inputs {session.Inputs / Math.Max(watch.Elapsed.TotalSeconds, 0.001),9:0}/s {session.Behaviours,5} behaviours {session.Findings.Count,3} findings"));
        foreach (var finding in session.Findings)
        {
            Report(name, finding, output);
        }

        return session.Findings.Count == 0 ? Clean : Found;
    }

    private static void Report(string name, Finding finding, TextWriter output)
    {
        const int Printable = 3000;
        output.WriteLine($"FOUND {finding.Key}, kept in {SeedFolder.Keep(name, finding)}");
        output.WriteLine(finding.Text);
        if (finding.Input.Length <= Printable)
        {
            output.WriteLine($"base64: {Convert.ToBase64String(finding.Input)}");
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

using System.Runtime.CompilerServices;
using GuestCtl.ShellScripts;

namespace GuestCtl.Appliance.Tests.ShellScripts;

/// <summary>Our guestfish on the scripts that Debian's guestfish has answered.</summary>
/// <param name="disks">The disks, made once.</param>
public sealed class ShellScriptTests(ShellScriptTests.Disks disks) : IClassFixture<ShellScriptTests.Disks>
{
    // A launch takes a second; the longest scripts make several file systems.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    private static readonly ScriptCorpus Corpus = new(SourceDirectory());

    /// <summary>Every script.</summary>
    public static TheoryData<string> Scripts => [.. Corpus.Names];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Our_guestfish_answers_as_Debians_does(string name)
    {
        var program = Path.Combine(TestMachine.Bin, "guestfish");
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true" || File.Exists(program), $"There is no {program}: run ./build.sh build.");
        var script = Corpus.Read(name);
        var expected = Corpus.Expected(script);
        Assert.True(
            expected is not null && expected.StartsWith($"script {script.Fingerprint}\n", StringComparison.Ordinal),
            $"The recorded answer is of another text of this script. Record it anew: ./build.sh record-scripts {name}");
        var run = new ScriptRun(TestMachine.Bin, disks.Made, TestMachine.Images, Deadline);
        var answer = await run.AnswerAsync(script, TestContext.Current.CancellationToken);
        Assert.Equal(expected, script.HasOwnWords ? ErrorWords.Adopt(expected, answer) : answer);
    }

    private static string SourceDirectory([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;

    /// <summary>What the scripts share.</summary>
    public sealed class Disks : IDisposable
    {
        /// <summary>The disks.</summary>
        public ScriptDisks Made { get; } = new(Corpus.Recipes);

        /// <inheritdoc/>
        public void Dispose() => Made.Dispose();
    }
}

using GuestCtl.ShellScripts;

namespace GuestCtl.Build.Tests.ShellScripts;

public sealed class GuestfishScriptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_arguments_are_those_of_guestfish_which_reads_the_script()
        => Assert.Equal("guestfish --ro -a x.img < script.gf", Read("#: args --ro -a x.img\n#: disk x.img y.img\necho a\n").Command);

    [Fact]
    public void Run_lines_replace_that_and_make_one_script()
        => Assert.Equal("a\nb", Read("#: run a\n#: run b\n").Command);

    [Fact]
    public void Without_arguments_guestfish_only_gets_the_script()
        => Assert.Equal("guestfish  < script.gf", Read("echo a\n").Command);

    [Fact]
    public void A_mask_hides_in_every_line()
        => Assert.Equal("took N s\ntook N s\n", Read("#: mask ^took [0-9.]+ => took N\n").Hide("took 1.5 s\ntook 0 s\n"));

    [Fact]
    public void A_word_that_is_not_known_is_refused_with_the_name_of_the_file()
        => Assert.Contains("script.gf", Assert.Throws<FormatException>(() => Read("#: nonsense x\n")).Message);

    [Fact]
    public void A_change_of_one_byte_changes_the_fingerprint()
        => Assert.NotEqual(Read("echo a\n").Fingerprint, Read("echo a").Fingerprint);

    [Fact]
    public void Remarks_on_the_comparison_need_no_new_recording()
    {
        var script = Read("echo a\n#: words\n#: differs because\n");
        Assert.True(script.HasOwnWords);
        Assert.Equal("because", script.Difference);
        Assert.Equal(Read("echo a\n").Fingerprint, script.Fingerprint);
    }

    [Fact]
    public async Task A_script_that_does_not_end_is_stopped_at_the_deadline()
    {
        using var disks = new ScriptDisks(_folder.Path);
        var run = new ScriptRun("/nonexistent", disks, _folder.Path, TimeSpan.FromSeconds(0.5));
        var answer = await run.AnswerAsync(Read("#: run echo before; sleep 100\n"), CancellationToken.None);
        Assert.Contains("exit none: stopped after", answer);
        Assert.EndsWith("--- stdout\nbefore\n", answer);
    }

    [Fact]
    public async Task A_run_shows_both_outputs_the_exit_code_and_what_is_left()
    {
        using var disks = new ScriptDisks(_folder.Path);
        var run = new ScriptRun("/nonexistent", disks, _folder.Path, TimeSpan.FromMinutes(1));
        var script = Read("#: run echo out; echo err >&2; pwd; echo left > f; exit 3\n#: after cat f\n");
        Assert.Equal(
            $"script {script.Fingerprint}\nexit 3\n--- stdout\nout\nDIRECTORY\n--- stderr\nerr\n--- after\nleft\n",
            await run.AnswerAsync(script, CancellationToken.None));
    }

    private GuestfishScript Read(string text)
    {
        File.WriteAllText(_folder.At("script.gf"), text);
        return GuestfishScript.Read(_folder.Path, "script");
    }
}

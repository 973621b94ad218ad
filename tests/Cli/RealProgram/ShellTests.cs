using System.Diagnostics;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>The shell as a program: what it does with processes, pipes and other shells. No test here starts an appliance.</summary>
public sealed class ShellTests
{
    [Fact]
    public async Task Output_goes_through_pipes_to_programs_of_the_host_in_order()
        => Assert.Equal((0, "first\nSECOND\nthird\n", ""), await RunAsync("printf 'echo first\\necho second | tr a-z A-Z\\n!echo third\\n' | guestfish"));

    [Fact]
    public async Task What_a_program_of_the_host_prints_can_be_commands()
        => Assert.Equal((0, "1\n2\nend\n", ""), await RunAsync("printf '<! for n in 1 2; do echo echo $n; done\\necho end\\n' | guestfish"));

    [Theory]
    [InlineData("!yes | head -n 1", 0, "y\n", "")]
    [InlineData("<! echo bogus; sleep 0.2; echo echo no", 1, "", "bogus: unknown command\n")]
    public async Task A_program_whose_reader_goes_away_ends_without_a_word(string line, int code, string output, string error)
        => Assert.Equal((code, output, error), await RunAsync($"guestfish <<'end'\nset-verbose false\n{line}\nend"));

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_shell_with_one_message()
    {
        var (_, output, error) = await RunAsync("seq 1 50000 | sed 's/^/echo line /' | guestfish | head -n 1");
        Assert.Equal("line 1\n", output);
        Assert.Contains("failed to flush standard output: Broken pipe\n", error);
    }

    [Fact]
    public async Task A_full_disk_is_told_of()
        => Assert.Equal((1, "", "failed to flush standard output: No space left on device\n"), await RunAsync("guestfish echo x > /dev/full"));

    [Fact]
    public async Task A_shell_in_the_background_takes_commands_until_it_is_told_to_go()
    {
        var (code, output, error) = await RunAsync(
            "eval \"$(guestfish --listen)\"; guestfish --remote set-memsize 700; guestfish --remote echo 'a b' | cat; printf 'get-memsize | sed s/^/=/\\n' | guestfish --remote;"
            + " guestfish --remote -- -bogus; guestfish --remote exit; guestfish --remote echo x");
        Assert.Equal((1, "a b\n=700\n"), (code, output));
        Assert.Contains("bogus: unknown command\n", error);
        Assert.EndsWith("No such file or directory\nguestfish: remote: looks like the server is not running\n", error);
    }

    [Fact]
    public async Task An_error_ends_a_shell_in_the_background()
    {
        var (code, _, error) = await RunAsync("eval \"$(guestfish --listen)\"; guestfish --remote bogus; guestfish --remote echo x");
        Assert.Equal(1, code);
        Assert.EndsWith("looks like the server is not running\n", error);
    }

    [Fact]
    public async Task Many_shells_that_send_at_once_are_all_answered()
    {
        var (code, output, error) = await RunAsync(
            "eval \"$(guestfish --listen)\"; for i in 1 2 3 4 5 6 7 8 9; do guestfish --remote echo $i & done | sort; guestfish --remote exit");
        Assert.Equal((0, "1\n2\n3\n4\n5\n6\n7\n8\n9\n", ""), (code, output, error));
    }

    [Fact]
    public async Task A_shell_that_was_killed_is_told_of()
    {
        var (code, _, error) = await RunAsync(
            "eval \"$(guestfish --listen)\"; kill -9 $GUESTFISH_PID; sleep 0.3; guestfish --remote echo x; e=$?; rm -f /tmp/.guestfish-$(id -u)/socket-$GUESTFISH_PID; exit $e");
        Assert.Equal(1, code);
        Assert.EndsWith("Connection refused\nguestfish: remote: looks like the server is not running\n", error);
    }

    [Fact]
    public async Task Files_on_the_host_may_have_names_of_any_bytes()
        => Assert.Equal((0, "a\u00ffb\n", ""), await RunAsync("guestfish echo \"$(printf 'a\\377b')\""));

    // The program is a function of the host's shell here, so that its name needs no link.
    private static async Task<(int Code, string Output, string Error)> RunAsync(string script)
    {
        var program = Guestctl.Start();
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"guestfish() {{ '{program.FileName}' shell \"$@\"; }}; {script}"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = program.StandardOutputEncoding,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (process.ExitCode, await output, await error);
    }
}

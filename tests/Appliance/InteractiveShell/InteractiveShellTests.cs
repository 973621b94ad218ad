namespace GuestCtl.Appliance.Tests.InteractiveShell;

/// <summary>The shell as a person at a terminal has it.</summary>
public sealed class InteractiveShellTests : IDisposable
{
    private const string Prompt = "><fs> ";

    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_greets_prompts_answers_and_survives_errors()
    {
        await using var terminal = new Terminal(_home.Path, "");
        Assert.Contains("Type: 'help'", await terminal.WaitAsync(Prompt));
        terminal.Type("echo one   two\n");
        await terminal.WaitAsync("\none two\r\n");
        terminal.Type("nonsense\n");
        await terminal.WaitAsync("nonsense: unknown command\r\n");
        terminal.Type("mkdir /x\n");
        await terminal.WaitAsync("call launch before using this function");
        await terminal.WaitAsync(Prompt);
        terminal.Type("quit\n");
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task The_end_of_the_input_leaves()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.WaitAsync(Prompt);
        terminal.Type("\x04");
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task Lines_are_edited_and_interrupted()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.WaitAsync(Prompt);
        terminal.Type("ecko right\x01\e[C\e[C\e[3~h\n");
        await terminal.WaitAsync("\nright\r\n");
        terminal.Type("echo thrown away\x03");
        await terminal.WaitAsync("^C");
        terminal.Type("echo kept\n");
        await terminal.WaitAsync("\nkept\r\n");
    }

    [Fact]
    public async Task Commands_are_completed()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.WaitAsync(Prompt);
        terminal.Type("get-mems\t");
        await terminal.WaitAsync("get-memsize ");
        terminal.Type("\n");
        await terminal.WaitAsync("1280\r\n");
        terminal.Type("list-d\t\t");
        await terminal.WaitAsync("list-devices      list-disk-labels  list-dm-devices   \r\n><fs> list-d");
        terminal.Type("\x15no-such-\t");
        await terminal.WaitAsync("\a");
    }

    [Fact]
    public async Task Lines_are_recalled_in_this_run_and_in_the_next()
    {
        await using (var terminal = new Terminal(_home.Path, ""))
        {
            await terminal.WaitAsync(Prompt);
            terminal.Type("echo first\n");
            await terminal.WaitAsync("\nfirst\r\n");
            terminal.Type("echo second\n");
            await terminal.WaitAsync("\nsecond\r\n");
            terminal.Type("\e[A\e[A\n");
            await terminal.WaitAsync("\nfirst\r\n");
            terminal.Type("quit\n");
            await terminal.EndAsync();
        }

        await using var next = new Terminal(_home.Path, "");
        await next.WaitAsync(Prompt);
        next.Type("\e[A\e[A\n");
        await next.WaitAsync("\nfirst\r\n");
    }

    [Fact]
    public async Task The_environment_gives_prompt_and_colours()
    {
        await using var terminal = new Terminal(
            _home.Path,
            "",
            ("GUESTFISH_PS1", @"\[\e[1;32m\]mine>\[\e[0m\] "),
            ("GUESTFISH_OUTPUT", @"\e[31m"),
            ("GUESTFISH_INIT", @"begin\n"),
            ("GUESTFISH_RESTORE", @"restored\n"));
        Assert.StartsWith("begin\n", await terminal.WaitAsync("\e[1;32mmine>\e[0m "));
        terminal.Type("echo x\n");
        await terminal.WaitAsync("\e[31mx\r\n");
        terminal.Type("exit\n");
        await terminal.WaitAsync("restored");
    }

    [Fact]
    public async Task Help_tells_about_a_function()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.WaitAsync(Prompt);
        terminal.Type("help mkdir-p\n");
        Assert.Contains("mkdir-p path", await terminal.WaitAsync("DESCRIPTION"));
    }

    [Fact]
    public async Task Devices_and_paths_are_completed_and_ctrl_c_ends_the_running_call_only()
    {
        using (TestMachine.CreateHandle())
        {
            // Skips where no appliance can run.
        }

        await using var terminal = new Terminal(_home.Path, $"--ro -a {TestMachine.Images}/debian-ext4.img -i");
        await terminal.WaitAsync(Prompt);
        terminal.Type("cat /etc/debian_v\t");
        await terminal.WaitAsync("/etc/debian_version ");
        terminal.Type("\n");
        await terminal.WaitAsync("\n1");
        terminal.Type("blockdev-getss /dev/sd\t");
        await terminal.WaitAsync("/dev/sda");
        terminal.Type("\x03");
        await terminal.WaitAsync("^C");
        terminal.Type("upload /dev/zero /tmp/zeros\n");
        await terminal.WaitAsync("\n");
        await Task.Delay(500);
        terminal.Type("\x03");
        await terminal.WaitAsync("libguestfs: error: ");
        await terminal.WaitAsync(Prompt);
        terminal.Type("exists /etc/passwd\n");
        await terminal.WaitAsync("true");
        terminal.Type("quit\n");
        Assert.Equal(0, await terminal.EndAsync());
    }
}

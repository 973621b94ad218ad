using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Appliance.Tests.InteractiveShell;

/// <summary>guestctl rescue at a terminal: a root shell of the appliance.</summary>
public sealed class RescueTests : IDisposable
{
    private const string Prompt = "><rescue> ";

    private static readonly string Rescue = $"{TestMachine.Bin}/guestctl rescue";

    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_is_a_shell_on_the_caller_s_terminal_with_job_control()
    {
        await using var terminal = Terminal.Of(_home.Path, $"stty rows 33 cols 101; exec {Rescue} --scratch");
        await terminal.WaitAsync(Prompt);
        Assert.Equal("33 101\nxterm 0", await AnswerAsync(terminal, "stty size; echo $TERM $UID"));
        Assert.Equal("/dev/sda", await AnswerAsync(terminal, "ls /dev/sd*"));
        terminal.Type("sh -c 'echo begun; exec sleep 1000'\n");
        await terminal.WaitAsync("\nbegun");
        terminal.Type("\x03");
        await terminal.WaitAsync(Prompt);
        Assert.Equal("130", await AnswerAsync(terminal, "echo $?"));
        terminal.Type("sh -c 'echo begun; exec sleep 1000'\n");
        await terminal.WaitAsync("\nbegun");
        terminal.Type("\x1a");
        Assert.Contains("Stopped", await terminal.WaitAsync(Prompt));
        Assert.Contains("Stopped", await AnswerAsync(terminal, "jobs; kill %1; wait"));
        terminal.Type("\x04");
        await terminal.ReadToEndAsync();
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task The_guest_is_below_sysroot_and_is_changed_only_when_it_is_asked_for()
    {
        var image = Path.Combine(_home.Path, "disk.img");
        await using (var making = TestMachine.CreateHandle())
        {
            making.DiskCreate(image, "raw", 32 << 20);
            making.AddDrive(image, format: "raw");
            await making.LaunchAsync(TestContext.Current.CancellationToken);
            making.Mkfs("ext4", "/dev/sda");
            making.Mount("/dev/sda", "/");
            making.Write("/f", "text\n"u8.ToArray());
            making.Shutdown();
        }

        foreach (var (option, before, after) in new[] { ("-w", "text", "changed"), ("--ro", "changed", "changed") })
        {
            await using var terminal = Terminal.Of(_home.Path, $"exec {Rescue} -a {image} --format raw {option} -m /dev/sda");
            await terminal.WaitAsync(Prompt);
            Assert.Equal(before, await AnswerAsync(terminal, "cat /sysroot/f"));
            await AnswerAsync(terminal, $"cd /sysroot; echo {after}{(option == "--ro" ? " again" : "")} > f");
            terminal.Type("sleep 1000 & exit\n");
            await terminal.ReadToEndAsync();
            Assert.Equal(0, await terminal.EndAsync());
        }
    }

    [Fact]
    public async Task The_window_s_size_is_followed_and_Ctrl_bracket_ends_a_shell_that_hangs()
    {
        await using var terminal = Terminal.Of(_home.Path, $"tty; exec {Rescue} --scratch");
        var name = (await terminal.WaitAsync("\n")).Trim();
        await terminal.WaitAsync(Prompt);
        using (var resize = Process.Start("stty", ["-F", name, "rows", "50", "cols", "120"]))
        {
            await resize.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.EndsWith("seen", await AnswerAsync(terminal, "until [ \"$(stty size)\" = '50 120' ]; do sleep 0.1; done; echo seen"));
        terminal.Type("echo begun; trap '' INT QUIT TSTP; sleep 1000\n");
        await terminal.WaitAsync("\nbegun");
        terminal.Type("\x1d");
        await terminal.ReadToEndAsync();
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task A_terminal_is_as_it_was_also_after_a_crash()
    {
        await using var terminal = Terminal.Of(_home.Path, $"sh -c 'echo $$; exec {Rescue} --scratch'; until stty -a | grep -q ' icanon.* echo '; do sleep 0.1; done; echo restored");
        var number = (await terminal.WaitAsync("\n")).Trim();
        await terminal.WaitAsync(Prompt);
        using (var guestctl = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture)))
        {
            guestctl.Kill();
        }

        await terminal.WaitAsync("restored");
    }

    [Fact]
    public async Task Without_a_terminal_it_does_what_it_reads()
    {
        await using var terminal = Terminal.Of(_home.Path, $"echo 'echo 4$((1+1))' | {Rescue} --scratch 2> /dev/null | cat");
        Assert.Contains("\n42\n", await terminal.ReadToEndAsync() is var shown ? shown.Replace("\r", "", StringComparison.Ordinal) : "");
        Assert.Equal(0, await terminal.EndAsync());
    }

    // What a command prints: the terminal shows the command before it, and the prompt after it.
    private static async Task<string> AnswerAsync(Terminal terminal, string command)
    {
        terminal.Type(command + "\n");
        var shown = await terminal.WaitAsync("\n" + Prompt);
        var lines = shown[..^Prompt.Length].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Skip(1));
    }
}

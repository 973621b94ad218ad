namespace GuestCtl.Appliance.Tests.InteractiveShell;

/// <summary>The shell as programs drive it that type a command and wait for the prompt: what they get, byte for byte. Debian's guestfish
/// sends the same to a terminal without escape sequences; to others it sends two more around the prompt, which turn the marks of pasted text on and off.</summary>
public sealed class DrivenShellTests : IDisposable
{
    private const string Prompt = "><fs> ";
    private const int Rounds = 5;

    private static readonly string Long = string.Concat(Enumerable.Repeat("0123456789", 30));

    private static readonly (string Command, string Answer)[] Commands =
    [
        ("echo a  b", "a b\r\n"),
        ("get-memsize", "1280\r\n"),
        ("add nonexisting", "libguestfs: error: nonexisting: No such file or directory\r\n"),
        ("unknowncmd", "unknowncmd: unknown command\r\n"),
        ("!echo of the host", "of the host\r\n"),
        ("", ""),
        ("echo \"open", "guestfish: unterminated double quote\r\n"),
        ("list-devices", "libguestfs: error: list_devices: call launch before using this function\r\n(in guestfish, don't forget to use the 'run' command)\r\n"),
        ("echo 'naïve € 💿'", "naïve € 💿\r\n"),
        ("echo " + Long + " | tr 0-9 a-j", Long.Replace("0123456789", "abcdefghij") + "\r\n"),
    ];

    private readonly TemporaryDirectory _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("xterm", 0)]
    [InlineData("xterm", 80)]
    [InlineData("xterm", 7)]
    [InlineData("vt100", 20000)]
    [InlineData("dumb", 0)]
    [InlineData("dumb", 80)]
    [InlineData("", 80)]
    public async Task Each_of_fifty_commands_has_one_prompt_after_its_answer(string kind, int columns)
    {
        await using var terminal = new Terminal(_home.Path, "", $"stty cols {columns}", ("TERM", kind));
        Assert.EndsWith("quit' to leave\r\n\r\n" + Prompt, await terminal.ReadToAsync(Prompt));
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (command, answer) in Commands)
            {
                terminal.Type(command + "\n");
                Assert.Equal($"{command}\r\n{answer}{Prompt}", await terminal.ReadToAsync(Prompt));
            }
        }

        terminal.Type("quit\n");
        Assert.Equal("quit\r\n\r\n", await terminal.ReadToEndAsync());
        Assert.Equal(0, await terminal.EndAsync());
    }

    [Fact]
    public async Task A_terminal_that_does_not_show_what_is_typed_gets_prompts_and_answers_only()
    {
        await using var terminal = new Terminal(_home.Path, "", "stty -echo");
        await terminal.ReadToAsync(Prompt);
        foreach (var (command, answer) in Commands)
        {
            terminal.Type(command + "\n");
            Assert.Equal(answer + Prompt, await terminal.ReadToAsync(Prompt));
        }
    }

    [Fact]
    public async Task Keys_are_shown_as_they_come_and_only_what_changes_is_written()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.ReadToAsync(Prompt);
        await Shows("ec", "ec");
        await Shows("ho xy", "ho xy");
        await Shows("\x7f", "\b\e[K");
        await Shows("\x01", "\b\b\b\b\b\b");
        await Shows("\x05", "echo x");
        await Shows("\e[D\e[D", "\b\b");
        await Shows("Q", "Q x\b\b");
        await Shows("\x15", "\b\b\b\b\b\e[K x\b\b");

        async Task Shows(string keys, string expected)
        {
            terminal.Type(keys);
            Assert.Equal(expected, await terminal.ReadToAsync(expected));
        }
    }

    [Fact]
    public async Task Lines_that_are_sent_at_once_are_answered_one_by_one()
    {
        await using var terminal = new Terminal(_home.Path, "");
        await terminal.ReadToAsync(Prompt);
        terminal.Type(string.Concat(Enumerable.Range(1, 20).Select(number => $"echo line {number}\n")));
        for (var number = 1; number <= 20; number++)
        {
            Assert.EndsWith($"\r\nline {number}\r\n{Prompt}", await terminal.ReadToAsync($"\nline {number}\r\n{Prompt}"));
        }

        terminal.Type("\x04");
        Assert.Equal("\r\n\r\n", await terminal.ReadToEndAsync());
    }
}

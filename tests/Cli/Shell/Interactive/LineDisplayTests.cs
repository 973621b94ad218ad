using System.Text;
using GuestCtl.Cli.Shell.Interactive;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class LineDisplayTests
{
    private readonly MemoryStream _sent = new();

    [Fact]
    public void A_line_that_grows_at_its_end_is_written_once()
    {
        var display = Begin(columns: 80);
        Assert.Equal("c", Shown(display, new EditedLine("c")));
        Assert.Equal("at /", Shown(display, new EditedLine("cat /")));
        Assert.Equal("", Shown(display, new EditedLine("cat /")));
    }

    [Fact]
    public void Longer_lines_go_on_in_the_next_row_by_themselves()
    {
        var display = Begin(columns: 10);
        var text = new string('x', 30);
        Assert.Equal(text, string.Concat(Enumerable.Range(1, text.Length).Select(length => Shown(display, new EditedLine(text[..length])))));
    }

    [Fact]
    public void Within_a_row_the_cursor_goes_back_by_backspaces()
    {
        var display = Begin(columns: 80);
        Shown(display, new EditedLine("abcdef"));
        Assert.Equal("\b\b", Shown(display, new EditedLine("abcdef", 4)));
        Assert.Equal("Xef\b\b", Shown(display, new EditedLine("abcdXef", 5)));
        Assert.Equal("\b\e[Kef\b\b", Shown(display, new EditedLine("abcdef", 4)));
        Assert.Equal("ef", Shown(display, new EditedLine("abcdef")));
    }

    [Theory]
    [InlineData("> ", "abcdefghij", 3, "\e[1A\r\e[5C")] // 2 + 3, from the second row.
    [InlineData("> ", "abcdefgh", 3, "\b\b\b\b")] // The row is full, and the cursor stands on its last column.
    [InlineData("> ", "abcdefghij", 8, "\b\b")] // What comes ninth begins the second row.
    [InlineData("> ", "abcdefg日本", 7, "\e[1A\r\e[9C")] // The first wide character does not fit into the first row, which ends before it.
    public void Places_are_found_in_lines_of_several_rows(string prompt, string text, int cursor, string expected)
    {
        var display = Begin(columns: 10, prompt: prompt);
        Shown(display, new EditedLine(text));
        Assert.Equal(expected, Shown(display, new EditedLine(text, cursor)));
    }

    [Fact]
    public void Rows_that_are_not_needed_any_more_are_emptied()
    {
        var display = Begin(columns: 10, prompt: "> ");
        Shown(display, new EditedLine("abcdefghijkl"));
        Assert.Equal("\e[1A\r\e[4C\e[JX", Shown(display, new EditedLine("abX")));
    }

    [Fact]
    public void A_terminal_without_escape_sequences_is_sent_none()
    {
        var display = Begin(columns: 10, isPlain: true);
        Shown(display, new EditedLine("echo 0123456789"));
        Assert.Equal("\b \b", Shown(display, new EditedLine("echo 012345678")));
        Assert.Equal(new string('\b', 14) + "cat" + new string(' ', 11) + new string('\b', 11), Shown(display, new EditedLine("cat")));
        display.ClearScreen();
        Assert.Equal("\n><fs> cat", Taken());
    }

    [Fact]
    public void Marks_of_colours_in_the_prompt_take_no_place()
    {
        var display = Begin(columns: 10, prompt: "first\n\e[1;32m> \e[0m");
        Shown(display, new EditedLine("abcdefgh"));
        Assert.Equal("\b\b", Shown(display, new EditedLine("abcdefgh", 5)));
    }

    [Fact]
    public void The_end_is_below_the_last_row()
    {
        var display = Begin(columns: 10, prompt: "> ");
        Shown(display, new EditedLine("abcdefghij", 0));
        display.End();
        Assert.Equal("abcdefghij\n", Taken());
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("dumb", true)]
    [InlineData("xterm-256color", false)]
    public void The_kind_of_terminal_says_what_it_understands(string? kind, bool isPlain) => Assert.Equal(isPlain, LineDisplay.IsPlain(kind));

    private LineDisplay Begin(int columns, string prompt = "><fs> ", bool isPlain = false)
    {
        var display = new LineDisplay(new ShellOutput(_sent), isPlain, () => columns);
        display.Begin(prompt);
        Assert.Equal(prompt, Taken());
        return display;
    }

    private string Shown(LineDisplay display, EditedLine line)
    {
        display.Show(line);
        return Taken();
    }

    private string Taken()
    {
        var text = Encoding.UTF8.GetString(_sent.ToArray());
        _sent.SetLength(0);
        return text;
    }
}

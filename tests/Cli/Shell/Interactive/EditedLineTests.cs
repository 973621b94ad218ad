using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class EditedLineTests
{
    private static readonly EditedLine Line = new("cat /etc", 4);

    [Fact]
    public void Keys_type_move_and_delete()
    {
        Assert.Equal(new EditedLine("cat x/etc", 5), Line.Insert("x"));
        Assert.Equal(new EditedLine("cat/etc", 3), Line.After(ConsoleKey.Backspace));
        Assert.Equal(new EditedLine("cat etc", 4), Line.After(ConsoleKey.Delete));
        Assert.Equal(3, Line.After(ConsoleKey.LeftArrow).Cursor);
        Assert.Equal(5, Line.After(ConsoleKey.RightArrow).Cursor);
        Assert.Equal((0, 8), (Line.After(ConsoleKey.Home).Cursor, Line.After(ConsoleKey.End).Cursor));
        Assert.Equal(Line, Line.After(ConsoleKey.Escape));
    }

    [Fact]
    public void Control_keys_cut_the_line()
    {
        Assert.Equal(new EditedLine("cat "), Line.AfterControl(ConsoleKey.K));
        Assert.Equal(new EditedLine("/etc", 0), Line.AfterControl(ConsoleKey.U));
        Assert.Equal(new EditedLine("/etc", 0), Line.AfterControl(ConsoleKey.W));
        Assert.Equal(new EditedLine("rm -f ", 6), new EditedLine("rm -f /a").AfterControl(ConsoleKey.W));
    }

    [Fact]
    public void A_completed_word_takes_the_place_of_what_was_typed()
        => Assert.Equal(new EditedLine("cat /etc/hosts rest", 14), new EditedLine("cat /et rest", 7).WithWord("/etc/hosts"));

    [Fact]
    public void A_character_of_two_halves_is_passed_and_deleted_as_one()
    {
        var line = new EditedLine("a💿b", 3);
        Assert.Equal(1, line.After(ConsoleKey.LeftArrow).Cursor);
        Assert.Equal(3, (line with { Cursor = 1 }).After(ConsoleKey.RightArrow).Cursor);
        Assert.Equal(new EditedLine("ab", 1), line.After(ConsoleKey.Backspace));
        Assert.Equal(new EditedLine("ab", 1), (line with { Cursor = 1 }).After(ConsoleKey.Delete));
    }

    [Fact]
    public void Nothing_is_beyond_the_ends()
    {
        Assert.Equal(Line with { Cursor = 0 }, (Line with { Cursor = 0 }).After(ConsoleKey.Backspace).After(ConsoleKey.LeftArrow));
        Assert.Equal(new EditedLine(Line.Text), new EditedLine(Line.Text).After(ConsoleKey.Delete).After(ConsoleKey.RightArrow));
    }
}

using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class EditedLineTests
{
    private static readonly EditedLine Line = new("cat /etc", 4);

    [Fact]
    public void Keys_type_move_and_delete()
    {
        Assert.Equal(new EditedLine("cat x/etc", 5), Line.After(Key('x')));
        Assert.Equal(new EditedLine("cat/etc", 3), Line.After(Key('\b', ConsoleKey.Backspace)));
        Assert.Equal(new EditedLine("cat etc", 4), Line.After(Key('\0', ConsoleKey.Delete)));
        Assert.Equal(3, Line.After(Key('\0', ConsoleKey.LeftArrow)).Cursor);
        Assert.Equal(5, Line.After(Key('\0', ConsoleKey.RightArrow)).Cursor);
        Assert.Equal((0, 8), (Line.After(Key('\0', ConsoleKey.Home)).Cursor, Line.After(Key('\0', ConsoleKey.End)).Cursor));
        Assert.Equal(Line, Line.After(Key('\e', ConsoleKey.Escape)));
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

    private static ConsoleKeyInfo Key(char typed, ConsoleKey key = ConsoleKey.None) => new(typed, key, false, false, false);
}

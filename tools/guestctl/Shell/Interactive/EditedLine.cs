namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>A line that is being typed, and where.</summary>
internal sealed record EditedLine(string Text, int Cursor)
{
    public EditedLine(string text)
        : this(text, text.Length)
    {
    }

    public string BeforeCursor => Text[..Cursor];

    public string WordBeforeCursor => BeforeCursor[(BeforeCursor.LastIndexOf(' ') + 1)..];

    private string AfterCursor => Text[Cursor..];

    /// <summary>The line with another word before the cursor.</summary>
    public EditedLine WithWord(string word)
    {
        var before = BeforeCursor[..^WordBeforeCursor.Length] + word;
        return new EditedLine(before + AfterCursor, before.Length);
    }

    /// <summary>The line after a key.</summary>
    public EditedLine After(ConsoleKeyInfo key) => key.Key switch
    {
        ConsoleKey.LeftArrow => Move(-1),
        ConsoleKey.RightArrow => Move(1),
        ConsoleKey.Home => this with { Cursor = 0 },
        ConsoleKey.End => new EditedLine(Text),
        ConsoleKey.Backspace when Cursor > 0 => new EditedLine(BeforeCursor[..^1] + AfterCursor, Cursor - 1),
        ConsoleKey.Delete when Cursor < Text.Length => this with { Text = BeforeCursor + AfterCursor[1..] },
        _ when !char.IsControl(key.KeyChar) => new EditedLine(BeforeCursor + key.KeyChar + AfterCursor, Cursor + 1),
        _ => this,
    };

    /// <summary>The line after a key together with Ctrl.</summary>
    public EditedLine AfterControl(ConsoleKey key) => key switch
    {
        ConsoleKey.A => this with { Cursor = 0 },
        ConsoleKey.E => new EditedLine(Text),
        ConsoleKey.B => Move(-1),
        ConsoleKey.F => Move(1),
        ConsoleKey.D when Cursor < Text.Length => this with { Text = BeforeCursor + AfterCursor[1..] },
        ConsoleKey.H when Cursor > 0 => new EditedLine(BeforeCursor[..^1] + AfterCursor, Cursor - 1),
        ConsoleKey.K => new EditedLine(BeforeCursor),
        ConsoleKey.U => new EditedLine(AfterCursor, 0),
        ConsoleKey.W => DropWord(),
        _ => this,
    };

    private EditedLine Move(int step) => this with { Cursor = Math.Clamp(Cursor + step, 0, Text.Length) };

    private EditedLine DropWord()
    {
        var before = BeforeCursor.TrimEnd(' ');
        before = before[..(before.LastIndexOf(' ') + 1)];
        return new EditedLine(before + AfterCursor, before.Length);
    }
}

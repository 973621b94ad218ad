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

    // How long the characters beside the cursor are; 0 where there is none.
    private int Before => Cursor > 1 && char.IsSurrogatePair(Text, Cursor - 2) ? 2 : Math.Min(Cursor, 1);

    private int Behind => Cursor + 1 < Text.Length && char.IsSurrogatePair(Text, Cursor) ? 2 : Math.Min(Text.Length - Cursor, 1);

    /// <summary>The line with another word before the cursor.</summary>
    public EditedLine WithWord(string word)
    {
        var before = BeforeCursor[..^WordBeforeCursor.Length] + word;
        return new EditedLine(before + AfterCursor, before.Length);
    }

    /// <summary>The line with text typed at the cursor.</summary>
    public EditedLine Insert(string text) => new(BeforeCursor + text + AfterCursor, Cursor + text.Length);

    /// <summary>The line after a key.</summary>
    public EditedLine After(ConsoleKey key) => key switch
    {
        ConsoleKey.LeftArrow => this with { Cursor = Cursor - Before },
        ConsoleKey.RightArrow => this with { Cursor = Cursor + Behind },
        ConsoleKey.Home => this with { Cursor = 0 },
        ConsoleKey.End => new EditedLine(Text),
        ConsoleKey.Backspace => new EditedLine(BeforeCursor[..^Before] + AfterCursor, Cursor - Before),
        ConsoleKey.Delete => this with { Text = BeforeCursor + AfterCursor[Behind..] },
        _ => this,
    };

    /// <summary>The line after a key together with Ctrl.</summary>
    public EditedLine AfterControl(ConsoleKey key) => key switch
    {
        ConsoleKey.A => After(ConsoleKey.Home),
        ConsoleKey.E => After(ConsoleKey.End),
        ConsoleKey.B => After(ConsoleKey.LeftArrow),
        ConsoleKey.F => After(ConsoleKey.RightArrow),
        ConsoleKey.D => After(ConsoleKey.Delete),
        ConsoleKey.H => After(ConsoleKey.Backspace),
        ConsoleKey.K => new EditedLine(BeforeCursor),
        ConsoleKey.U => new EditedLine(AfterCursor, 0),
        ConsoleKey.W => DropWord(),
        _ => this,
    };

    private EditedLine DropWord()
    {
        var before = BeforeCursor.TrimEnd(' ');
        before = before[..(before.LastIndexOf(' ') + 1)];
        return new EditedLine(before + AfterCursor, before.Length);
    }
}

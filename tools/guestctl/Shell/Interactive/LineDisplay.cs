using System.Text;
using System.Text.RegularExpressions;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>
/// Shows the line that is being typed. Only what changes is written, and a character that is typed at the end is written once, as it is:
/// programs that drive the shell read the prompt and what they typed, and nothing else.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="isPlain">Whether the terminal knows no escape sequences: then a line has one row, however long it is.</param>
/// <param name="columns">Tells the width of the terminal.</param>
internal sealed partial class LineDisplay(ShellOutput output, bool isPlain, Func<int> columns)
{
    private readonly StringBuilder _writing = new();
    private string _prompt = "";
    private EditedLine _shown = new("");
    private ScreenPlace _begin;
    private ScreenPlace _cursor;
    private int _width;

    /// <summary>Whether a terminal of this kind, as TERM names it, knows no escape sequences.</summary>
    public static bool IsPlain(string? kind) => kind is null or "" or "dumb" or "unknown";

    /// <summary>Writes the prompt, for an empty line.</summary>
    public void Begin(string prompt)
    {
        _prompt = prompt;
        Start();
        Send();
    }

    /// <summary>Shows the line as it is now.</summary>
    public void Show(EditedLine line)
    {
        Change(line);
        Send();
    }

    /// <summary>Leaves the line, and begins the next row.</summary>
    /// <param name="mark">What is written at its end.</param>
    public void End(string mark = "")
    {
        Leave(mark + "\n");
        Send();
    }

    /// <summary>Shows something below the line, and then the line once more.</summary>
    public void ShowBelow(string text)
    {
        Leave("\n" + text);
        Again();
    }

    /// <summary>Shows the line in an empty screen.</summary>
    public void ClearScreen()
    {
        if (isPlain)
        {
            Leave("\n");
        }
        else
        {
            _writing.Append("\e[H\e[2J");
        }

        Again();
    }

    /// <summary>Lets the terminal ring.</summary>
    public void Ring()
    {
        _writing.Append('\a');
        Send();
    }

    private void Again()
    {
        var line = _shown;
        Start();
        Change(line);
        Send();
    }

    private void Start()
    {
        _writing.Append(_prompt);
        _width = isPlain ? int.MaxValue : columns();
        _shown = new EditedLine("");
        _cursor = _begin = default(ScreenPlace).After(Invisible().Replace(_prompt[(_prompt.LastIndexOf('\n') + 1)..], ""), _width);
    }

    private void Change(EditedLine line)
    {
        var same = _shown.Text.AsSpan().CommonPrefixLength(line.Text);
        same -= same > 0 && char.IsHighSurrogate(line.Text[same - 1]) ? 1 : 0;
        var tail = line.Text[same..];
        var oldEnd = PlaceOf(_shown.Text.Length);
        var newEnd = PlaceOf(same).After(tail, _width);
        if (tail.Length > 0 || _shown.Text.Length > same)
        {
            MoveTo(same);
            var vanishes = (oldEnd.Row, oldEnd.Column).CompareTo((newEnd.Row, newEnd.Column)) > 0;
            if (vanishes && !isPlain)
            {
                _writing.Append(oldEnd.Row == _cursor.Row ? "\e[K" : "\e[J");
            }

            Append(tail);
            if (vanishes && isPlain)
            {
                _writing.Append(' ', oldEnd.Column - newEnd.Column).Append('\b', oldEnd.Column - newEnd.Column);
            }

            _shown = new EditedLine(line.Text);
        }

        MoveTo(line.Cursor);
    }

    private ScreenPlace PlaceOf(int index) => _begin.After(_shown.Text[..index], _width);

    // Forwards by writing what is there already; backwards within a row by backspaces.
    private void MoveTo(int index)
    {
        if (index > _shown.Cursor)
        {
            Append(_shown.Text[_shown.Cursor..index]);
            if (_cursor.Column == _width && index < _shown.Text.Length)
            {
                _writing.Append('\n'); // Erasing would take the last character of the row otherwise.
                _cursor = _cursor.Reached(_width);
            }
        }
        else if (index < _shown.Cursor)
        {
            var target = PlaceOf(index).Reached(_width);
            if (target.Row == _cursor.Row)
            {
                _writing.Append('\b', Math.Min(_cursor.Column, _width - 1) - target.Column);
            }
            else
            {
                _writing.Append(Invariant($"\e[{_cursor.Row - target.Row}A\r")).Append(target.Column > 0 ? Invariant($"\e[{target.Column}C") : "");
            }

            _cursor = target;
        }

        _shown = _shown with { Cursor = index };
    }

    private void Append(string text)
    {
        _writing.Append(text);
        _cursor = _cursor.After(text, _width);
    }

    private void Leave(string text)
    {
        if (_cursor.Row < PlaceOf(_shown.Text.Length).Row)
        {
            MoveTo(_shown.Text.Length);
        }

        _writing.Append(text);
    }

    private void Send()
    {
        output.Text(_writing.ToString());
        output.Flush();
        _writing.Clear();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]|[\x00-\x1f]")]
    private static partial Regex Invisible();
}

using System.Text.RegularExpressions;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>Reads a line at a terminal, with the usual keys.</summary>
internal sealed partial class LineEditor(History history, Completion completion)
{
    private string _prompt = "";
    private EditedLine _line = new("");
    private int _place;

    /// <summary>Reads a line; null at the end of the input.</summary>
    public string? Read(string prompt)
    {
        _prompt = prompt;
        _line = new EditedLine("");
        _place = history.Lines.Count;
        Console.TreatControlCAsInput = true;
        try
        {
            Draw();
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                if (key.Key == ConsoleKey.Enter)
                {
                    Console.Write("\n");
                    return _line.Text;
                }

                if (key is { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control } && _line.Text.Length == 0)
                {
                    Console.Write("\n");
                    return null;
                }

                Take(key);
                Draw();
            }
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private void Take(ConsoleKeyInfo key)
    {
        switch (key)
        {
            case { Modifiers: ConsoleModifiers.Control }:
                Control(key.Key);
                break;
            case { Key: ConsoleKey.UpArrow }:
                Recall(-1);
                break;
            case { Key: ConsoleKey.DownArrow }:
                Recall(1);
                break;
            case { Key: ConsoleKey.Tab }:
                Complete();
                break;
            default:
                _line = _line.After(key);
                break;
        }
    }

    private void Control(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.C:
                Console.Write("^C\n");
                _line = new EditedLine("");
                break;
            case ConsoleKey.L:
                Console.Write("\e[H\e[2J");
                break;
            case ConsoleKey.P:
                Recall(-1);
                break;
            case ConsoleKey.N:
                Recall(1);
                break;
            default:
                _line = _line.AfterControl(key);
                break;
        }
    }

    private void Recall(int step)
    {
        _place = Math.Clamp(_place + step, 0, history.Lines.Count);
        _line = new EditedLine(_place < history.Lines.Count ? history.Lines[_place] : "");
    }

    private void Complete()
    {
        var word = _line.WordBeforeCursor;
        var choices = completion.Of(_line.BeforeCursor, word);
        if (choices.Count == 0)
        {
            Console.Write("\a");
            return;
        }

        var common = choices.Aggregate(CommonStart);
        if (choices.Count == 1)
        {
            _line = _line.WithWord(common.EndsWith('/') ? common : common + " ");
        }
        else if (common.Length > word.Length)
        {
            _line = _line.WithWord(common);
        }
        else
        {
            Console.Write("\n" + string.Join("  ", choices) + "\n");
        }
    }

    private static string CommonStart(string one, string other)
    {
        var length = 0;
        while (length < one.Length && length < other.Length && one[length] == other[length])
        {
            length++;
        }

        return one[..length];
    }

    // Of a line that is too long for the terminal the part around the cursor is shown.
    private void Draw()
    {
        var width = Console.WindowWidth is > 0 and var columns ? columns : 80;
        var visible = Invisible().Replace(_prompt, "");
        var room = Math.Max(10, width - visible.Length - 1);
        var start = Math.Max(0, _line.Cursor - room);
        var shown = _line.Text[start..Math.Min(_line.Text.Length, start + room)];
        var back = shown.Length - (_line.Cursor - start);
        Console.Write($"\r{_prompt}{shown}\e[K" + (back > 0 ? $"\e[{back}D" : ""));
    }

    [GeneratedRegex(@"\e\[[0-9;]*[A-Za-z]|[\x00-\x1f]")]
    private static partial Regex Invisible();
}

using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Output;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>Reads a line at a terminal, with the usual keys.</summary>
internal sealed class LineEditor(ScriptInput input, ShellOutput output, LineDisplay display, History history, Completion completion)
{
    private readonly KeyDecoder _keys = new(input);
    private string _prompt = "";
    private EditedLine _line = new("");
    private int _place;
    private bool _hasRung;

    /// <summary>Reads a line; null at the end of the input.</summary>
    public string? Read(string prompt)
    {
        using var terminal = TerminalKeys.Take();
        if (terminal is null)
        {
            output.Text(prompt);
            output.Flush();
            return input.ReadCommand();
        }

        (_prompt, _line, _place) = (prompt, new EditedLine(""), history.Lines.Count);
        display.Begin(prompt);
        while (_keys.Read() is { } key)
        {
            if (key.Key == ConsoleKey.Enter)
            {
                display.End();
                return _line.Text;
            }

            if (key is { Key: ConsoleKey.D, HasControl: true } && _line.Text.Length == 0)
            {
                display.End();
                return null;
            }

            Take(key);
        }

        return null;
    }

    private void Take(TypedKey key)
    {
        var hasRung = _hasRung;
        _hasRung = false;
        switch (key)
        {
            case { Text.Length: > 0 }:
                _line = _line.Insert(key.Text);
                break;
            case { Key: ConsoleKey.UpArrow } or { Key: ConsoleKey.P, HasControl: true }:
                Recall(-1);
                break;
            case { Key: ConsoleKey.DownArrow } or { Key: ConsoleKey.N, HasControl: true }:
                Recall(1);
                break;
            case { Key: ConsoleKey.Tab }:
                Complete(hasRung);
                break;
            case { Key: ConsoleKey.C, HasControl: true }:
                display.End("^C");
                _line = new EditedLine("");
                display.Begin(_prompt);
                break;
            case { Key: ConsoleKey.L, HasControl: true }:
                display.ClearScreen();
                break;
            case { HasControl: true }:
                _line = _line.AfterControl(key.Key);
                break;
            default:
                _line = _line.After(key.Key);
                break;
        }

        display.Show(_line);
    }

    private void Recall(int step)
    {
        _place = Math.Clamp(_place + step, 0, history.Lines.Count);
        _line = new EditedLine(_place < history.Lines.Count ? history.Lines[_place] : "");
    }

    // What is not clear at once rings; the choices are listed when the key is pressed again.
    private void Complete(bool isAgain)
    {
        var word = _line.WordBeforeCursor;
        var choices = completion.Of(_line.BeforeCursor, word);
        var common = choices.Count > 0 ? choices.Aggregate(CommonStart) : word;
        if (choices.Count == 1)
        {
            _line = _line.WithWord(common.EndsWith('/') ? common : common + " ");
        }
        else if (common.Length > word.Length)
        {
            _line = _line.WithWord(common);
        }
        else if (isAgain && choices.Count > 0)
        {
            display.ShowBelow(ChoiceTable.Of(choices, TerminalSize.Columns()));
            _hasRung = true;
            return;
        }

        if (choices.Count != 1)
        {
            display.Show(_line);
            display.Ring();
            _hasRung = true;
        }
    }

    private static string CommonStart(string one, string other) => one[..one.AsSpan().CommonPrefixLength(other)];
}

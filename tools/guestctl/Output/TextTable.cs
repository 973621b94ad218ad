using Spectre.Console;
using Spectre.Console.Rendering;

namespace GuestCtl.Cli.Output;

/// <summary>A table of plain columns, as wide as its content: lines are never folded, so that they can be searched and cut.</summary>
internal sealed class TextTable
{
    private const int Unlimited = 100_000;

    private readonly Table _table = new() { Border = TableBorder.None, ShowHeaders = true };
    private bool _hasHeaders;

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its heading; with all of them empty there is no heading.</param>
    /// <param name="isNumber">Whether it is aligned to the right.</param>
    public TextTable Column(string title, bool isNumber = false)
    {
        _hasHeaders |= title.Length > 0;
        _table.AddColumn(new TableColumn(new Text(title)) { NoWrap = true, Alignment = isNumber ? Justify.Right : Justify.Left, Padding = new Padding(0, 0, 2, 0) });
        return this;
    }

    /// <summary>Adds a line; its texts are made safe to show.</summary>
    public TextTable Row(params IEnumerable<string> cells)
    {
        _table.AddRow(cells.Select(IRenderable (cell) => new Text(TerminalText.EscapeLine(cell))));
        return this;
    }

    public void Write(TextWriter writer)
    {
        _table.ShowHeaders = _hasHeaders;
        var rendered = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(rendered),
        });
        console.Profile.Width = Unlimited;
        console.Write(_table);
        foreach (var line in rendered.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            writer.WriteLine(line.TrimEnd());
        }
    }
}

using System.Text;
using Spectre.Console;

namespace GuestCtl.Cli.Output;

/// <summary>A table of plain columns, as wide as its content: lines are never folded, so that they can be searched and cut.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";

    private readonly List<(string Title, bool IsNumber)> _columns = [];
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its heading; with all of them empty there is no heading.</param>
    /// <param name="isNumber">Whether it is aligned to the right.</param>
    public TextTable Column(string title, bool isNumber = false)
    {
        _columns.Add((title, isNumber));
        return this;
    }

    /// <summary>Adds a line; its texts are made safe to show.</summary>
    public TextTable Row(params IEnumerable<string> cells)
    {
        _rows.Add([.. cells.Select(TerminalText.EscapeLine)]);
        return this;
    }

    public void Write(TextWriter writer)
    {
        var widths = _columns.Select(column => column.Title.GetCellWidth()).ToArray();
        foreach (var row in _rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                widths[i] = Math.Max(widths[i], row[i].GetCellWidth());
            }
        }

        if (_columns.Any(column => column.Title.Length > 0))
        {
            WriteLine(writer, [.. _columns.Select(column => column.Title)], widths);
        }

        foreach (var row in _rows)
        {
            WriteLine(writer, row, widths);
        }
    }

    private void WriteLine(TextWriter writer, string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var space = widths[i] - cells[i].GetCellWidth();
            line.Append(' ', _columns[i].IsNumber ? space : 0).Append(cells[i]).Append(' ', _columns[i].IsNumber ? 0 : space).Append(Gap);
        }

        writer.WriteLine(line.ToString().TrimEnd());
    }
}

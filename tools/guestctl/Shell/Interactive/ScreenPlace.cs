using System.Text;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>A place on the screen, counted from where the prompt begins.</summary>
/// <param name="Row">The row.</param>
/// <param name="Column">The column. After the last one of a row it is the width: a terminal goes on in the next row only with the next character.</param>
internal readonly record struct ScreenPlace(int Row, int Column)
{
    /// <summary>Where the cursor is after a text.</summary>
    public ScreenPlace After(string text, int width)
    {
        var (row, column) = this;
        foreach (var rune in text.EnumerateRunes())
        {
            var columns = CharacterWidth.Of(rune);
            if (column + columns > width)
            {
                (row, column) = (row + 1, 0);
            }

            column += columns;
        }

        return new ScreenPlace(row, column);
    }

    /// <summary>The same place for a cursor that is moved there: beyond the last column it is in the next row.</summary>
    public ScreenPlace Reached(int width) => Column < width ? this : new ScreenPlace(Row + 1, 0);
}

using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Files;

/// <summary>Directory listings for people: names, or lines like those of 'ls -l' with numeric owners and times in UTC.</summary>
internal sealed class ListingText(TextWriter output)
{
    private const string Gap = "  ";

    private bool _wroteBefore;

    /// <summary>Begins a listing.</summary>
    /// <param name="heading">The directory's path; null for none.</param>
    public void Begin(string? heading)
    {
        if (heading is not null)
        {
            output.WriteLine($"{(_wroteBefore ? "\n" : "")}{TerminalText.EscapeLine(heading)}:");
        }

        _wroteBefore = true;
    }

    /// <summary>Writes an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="widths">The columns of its details; null for the name alone.</param>
    public void Write(GuestEntry entry, ColumnWidths? widths)
        => output.WriteLine(widths is null ? TerminalText.EscapeLine(entry.Name) : Details(entry, widths));

    private static string Details(GuestEntry entry, ColumnWidths widths)
    {
        var isKnown = entry.Status is { IsKnown: true };
        var status = entry.Status ?? EntryStatus.Unknown;
        var name = TerminalText.EscapeLine(entry.Target is { } target ? $"{entry.Name} -> {target}" : entry.Name);
        return string.Join(
            Gap,
            isKnown ? ModeText.Format(status.Mode) : "??????????",
            Number(status.Links).PadLeft(widths.Links),
            Number(status.Uid).PadLeft(widths.Uid),
            Number(status.Gid).PadLeft(widths.Gid),
            Number(status.Size).PadLeft(widths.Size),
            (isKnown ? ColumnWidths.TimeText(status) : "?").PadRight(widths.Time),
            name).TrimEnd();

        string Number(long value) => isKnown ? ColumnWidths.Number(value) : "?";
    }
}

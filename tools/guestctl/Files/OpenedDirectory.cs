namespace GuestCtl.Cli.Files;

/// <summary>A directory whose names are known.</summary>
/// <param name="Path">Its path in the guest.</param>
/// <param name="Names">Its names, sorted.</param>
internal sealed record OpenedDirectory(string Path, NameList Names)
{
    /// <summary>The status of each entry; null when that is read as the entries are.</summary>
    public EntryStatus[]? Statuses { get; init; }

    /// <summary>The names of the directories in it, as far as it has been read.</summary>
    public NameList Directories { get; } = new();

    /// <summary>The columns for its entries; null when their status is not known beforehand.</summary>
    public ColumnWidths? Columns()
    {
        if (Statuses is null)
        {
            return null;
        }

        var widths = new ColumnWidths();
        foreach (var status in Statuses)
        {
            widths.Note(status);
        }

        return widths;
    }
}

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>The list of what a word may become, in columns that are read downwards.</summary>
internal static class ChoiceTable
{
    private const int Gap = 2;

    /// <summary>The table, which ends with a line's end.</summary>
    public static string Of(IReadOnlyList<string> choices, int width)
    {
        string[] shown = [.. choices.Select(NameOf)];
        var column = shown.Max(choice => choice.Length) + Gap;
        var columns = Math.Max(1, (width - 1) / column);
        var rows = (shown.Length + columns - 1) / columns;
        return string.Concat(Enumerable.Range(0, rows).Select(
            row => string.Concat(shown.Where((_, index) => index % rows == row).Select(choice => choice.PadRight(column))) + "\n"));
    }

    // Of a path the last part.
    private static string NameOf(string choice) => choice[(choice.TrimEnd('/').LastIndexOf('/') + 1)..];
}

namespace GuestCtl.Appliances.Recipes;

/// <summary>The format of the recipe's lists: one entry a line, blank lines and lines that begin with # left out.</summary>
internal static class ListFile
{
    internal static IReadOnlyList<string> Parse(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))];
}

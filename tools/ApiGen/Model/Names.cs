namespace GuestCtl.ApiGen.Model;

/// <summary>snake_case to the C# cases, as the protobuf compiler does it.</summary>
internal static class Names
{
    public static string Pascal(string snake)
        => string.Concat(snake.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>The property that protobuf makes of a field: there, a letter after a digit begins a word, too.</summary>
    public static string Property(string field)
        => string.Concat(Pascal(field).Select((c, i) => i > 0 && char.IsAsciiDigit(Pascal(field)[i - 1]) ? char.ToUpperInvariant(c) : c));

    public static string Camel(string snake)
    {
        var pascal = Pascal(snake);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }
}

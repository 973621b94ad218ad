namespace GuestCtl.ApiGen.Model;

/// <summary>snake_case to the C# cases, as the protobuf compiler does it.</summary>
internal static class Names
{
    public static string Pascal(string snake)
        => string.Concat(snake.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    public static string Camel(string snake)
    {
        var pascal = Pascal(snake);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }
}

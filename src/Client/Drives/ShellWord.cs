namespace GuestCtl.Drives;

/// <summary>Names of files in commands that a message tells the user to type.</summary>
internal static class ShellWord
{
    private const string Plain = "._-+=,/";

    /// <summary>The name as a shell reads it, and no program takes it for an option.</summary>
    public static string Of(string name)
    {
        var safe = name.StartsWith('-') ? "./" + name : name;
        return safe.All(c => char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            ? safe
            : Quote(safe);
    }

    /// <summary>Any text as one word of a shell.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

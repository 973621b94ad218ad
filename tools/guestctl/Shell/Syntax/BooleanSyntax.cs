namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>The words for yes and no.</summary>
internal static class BooleanSyntax
{
    /// <summary>Reads a truth value.</summary>
    /// <exception cref="ShellSyntaxException">It is neither.</exception>
    public static bool Parse(string text) => text.ToLowerInvariant() switch
    {
        "1" or "true" or "t" or "yes" or "y" or "on" => true,
        "0" or "false" or "f" or "no" or "n" or "off" => false,
        _ => throw new ShellSyntaxException($"guestfish: '{text}': invalid boolean value, use 'true' or 'false'"),
    };
}

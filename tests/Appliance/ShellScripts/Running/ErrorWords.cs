using System.Text.RegularExpressions;

namespace GuestCtl.ShellScripts;

/// <summary>Compares errors of the library that are told in other words.</summary>
public static partial class ErrorWords
{
    /// <summary>Puts the recorded words into an answer, wherever both have an error and do not name two causes.</summary>
    public static string Adopt(string recorded, string answer)
    {
        var expected = recorded.Split('\n');
        var lines = answer.Split('\n');
        return expected.Length == lines.Length ? string.Join('\n', expected.Zip(lines, (line, ours) => AreAlike(line, ours) ? line : ours)) : answer;
    }

    private static bool AreAlike(string recorded, string ours)
    {
        var (one, other) = (Error().Match(recorded), Error().Match(ours));
        return one.Success && other.Success && one.Groups["place"].Value == other.Groups["place"].Value
            && CauseOf(one.Groups["reason"].Value) is var cause && CauseOf(other.Groups["reason"].Value) is var ourCause
            && (cause is null || ourCause is null || cause == ourCause);
    }

    // The C library's words for an errno: they begin with a capital, and end the line.
    private static string? CauseOf(string reason) => Cause().Match(reason) is { Success: true } match && match.Groups[1].Value != "Success" ? match.Groups[1].Value : null;

    [GeneratedRegex("^(?<place>.*libguestfs: error: )(?<reason>.*)$")]
    private static partial Regex Error();

    [GeneratedRegex(": ([A-Z][a-z]+(?: [a-z/-]+)*)$")]
    private static partial Regex Cause();
}

using System.Globalization;
using System.Text;

namespace GuestCtl.Cli.Output;

/// <summary>
/// Makes text that came from a guest safe to show. A file name may hold escape sequences that reprogram the terminal, marks that
/// turn the reading direction around, or bytes that are no text at all; all of them are shown as \xNN (a byte) or \u{NNNN} (a character).
/// </summary>
internal static class TerminalText
{
    /// <summary>For text within a line: line ends are shown as \x0a.</summary>
    public static string EscapeLine(string text) => Escape(text, keepLines: false);

    /// <summary>For text of several lines: line ends and tabs stay.</summary>
    public static string EscapeLines(string text) => Escape(text.ReplaceLineEndings("\n"), keepLines: true);

    private static string Escape(string text, bool keepLines)
    {
        if (!NeedsEscape(text, keepLines))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                // A lone surrogate stands for a byte that is not UTF-8.
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{text[i] & 0xff:x2}");
                continue;
            }

            if (IsHarmless(rune, keepLines))
            {
                escaped.Append(text, i, rune.Utf16SequenceLength);
            }
            else if (rune.Value < 0x80)
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x4}}}");
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return escaped.ToString();
    }

    private static bool NeedsEscape(string text, bool keepLines)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' && !(keepLines && c is '\n' or '\t'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHarmless(Rune rune, bool keepLines) => rune.Value switch
    {
        '\n' or '\t' => keepLines,
        >= ' ' and <= '~' => true,
        _ => Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator),
    };
}

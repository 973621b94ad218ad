using System.Globalization;
using System.Text;

namespace GuestCtl.Server.Logging;

/// <summary>Makes a message safe to show: it may quote what is in an image, where escape sequences for terminals can hide.</summary>
internal static class LogText
{
    /// <summary>One line; control characters, marks that turn the reading direction and lone surrogates are shown as \u{NNNN}.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var part in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            line.Append(line.Length > 0 ? "; " : "");
            foreach (var c in part)
            {
                if (IsHarmless(c))
                {
                    line.Append(c);
                }
                else
                {
                    line.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)c:x4}}}");
                }
            }
        }

        return line.ToString();
    }

    private static bool IsHarmless(char c) => c is >= ' ' and <= '~' || char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

using System.Globalization;
using System.Text;
using System.Xml;

namespace GuestCtl.Cli.Output;

/// <summary>XML has no way to write some characters, not even escaped; they are shown as \xNN, as bytes that are no text are.</summary>
internal static class XmlSafe
{
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune) && (rune.Value > 0xffff || XmlConvert.IsXmlChar((char)rune.Value)))
            {
                clean.Append(text, i, rune.Utf16SequenceLength);
                i += rune.Utf16SequenceLength - 1;
            }
            else if (char.IsSurrogate(text[i]) || text[i] < 0x80)
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\x{text[i] & 0xff:x2}");
            }
            else
            {
                clean.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)text[i]:x4}}}");
            }
        }

        return clean.ToString();
    }
}

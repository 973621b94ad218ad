using System.Globalization;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>The escapes of an argument in double quotes. They stand for bytes, so two of them can make one character.</summary>
internal static class DoubleQuotes
{
    private const string Letters = "abfnrtv\"'\\";
    private const string Meanings = "\a\b\f\n\r\t\v\"'\\";

    /// <summary>Replaces the escapes by what they stand for.</summary>
    /// <exception cref="ShellSyntaxException">One is not known, cut short, or stands for the byte 0.</exception>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var bytes = GuestText.Encode(text);
        var result = new List<byte>(bytes.Length);
        for (var at = 0; at < bytes.Length; at++)
        {
            result.Add(bytes[at] == '\\' ? Escape(bytes, ref at) : bytes[at]);
        }

        return GuestText.Decode(result.ToArray());
    }

    // Leaves the position on the escape's last byte.
    private static byte Escape(byte[] bytes, ref int at)
    {
        var start = at;
        var letter = at + 1 < bytes.Length ? (char)bytes[++at] : '\0';
        if (Letters.IndexOf(letter, StringComparison.Ordinal) is var known and >= 0 && letter != '\0')
        {
            return (byte)Meanings[known];
        }

        var digits = letter == 'x' ? 2 : 3;
        var first = letter == 'x' ? at + 1 : at;
        var value = Number(bytes.AsSpan(Math.Min(first, bytes.Length)), digits, letter == 'x' ? 16 : 8);
        if (value is null or 0)
        {
            throw new ShellSyntaxException(string.Create(CultureInfo.InvariantCulture, $"guestfish: invalid escape sequence in string (starting at offset {start})"));
        }

        at = first + digits - 1;
        return value.Value;
    }

    private static byte? Number(ReadOnlySpan<byte> text, int digits, int radix)
    {
        if (text.Length < digits)
        {
            return null;
        }

        var value = 0;
        foreach (var c in text[..digits])
        {
            var digit = char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : radix;
            if (digit >= radix)
            {
                return null;
            }

            value = value * radix + digit;
        }

        return value > byte.MaxValue ? null : (byte)value;
    }
}

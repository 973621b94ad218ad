using System.Numerics;

namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>How a number was wrong. The values are those that the messages of the shell show.</summary>
[Flags]
internal enum IntegerFault
{
    None = 0,
    Overflow = 1,
    Suffix = 2,
    NoNumber = 4,
}

/// <summary>Integers: decimal, octal with 0 in front or hexadecimal with 0x, and with a suffix for a size: K, M, G … or KiB … for powers
/// of 1024, KB … for those of 1000.</summary>
internal static class IntegerSyntax
{
    private const string Blanks = " \t\n\v\f\r";
    private const string Suffixes = "KMGTPEZY";

    /// <summary>Reads a signed 64-bit integer.</summary>
    public static IntegerFault Parse(string text, out long value)
    {
        var fault = Parse(text, long.MinValue, long.MaxValue, out var big);
        value = (long)big;
        return fault;
    }

    /// <summary>Reads an unsigned 64-bit integer.</summary>
    public static IntegerFault Parse(string text, out ulong value)
    {
        if (text.TrimStart(Blanks.ToCharArray()).StartsWith('-'))
        {
            value = 0;
            return IntegerFault.NoNumber;
        }

        var fault = Parse(text, ulong.MinValue, ulong.MaxValue, out var big);
        value = (ulong)big;
        return fault;
    }

    private static IntegerFault Parse(string text, BigInteger least, BigInteger most, out BigInteger value)
    {
        var rest = text.AsSpan().TrimStart(Blanks);
        var isNegative = rest is ['-', ..];
        var digits = rest is ['-' or '+', ..] ? rest[1..] : rest;
        var fault = IntegerFault.None;
        if (!TryDigits(ref digits, out value))
        {
            // A suffix alone counts as one of its unit.
            if (text.Length == 0 || Power(text[0]) == 0)
            {
                return IntegerFault.NoNumber;
            }

            digits = text;
            value = 1;
        }

        value = isNegative ? -value : value;
        fault |= Clamp(ref value, least, most);
        if (digits.IsEmpty)
        {
            return fault;
        }

        var power = Power(digits[0]);
        if (power == 0)
        {
            return fault | IntegerFault.Suffix;
        }

        var (unit, length) = digits[1..] switch
        {
            ['i', 'B', ..] => (1024, 3),
            ['B' or 'D', ..] => (1000, 2),
            _ => (1024, 1),
        };
        value *= BigInteger.Pow(unit, power);
        fault |= Clamp(ref value, least, most);
        return digits.Length > length ? fault | IntegerFault.Suffix : fault;
    }

    // Kilobytes, megabytes and gigabytes may be written small.
    private static int Power(char suffix)
        => Suffixes.IndexOf(suffix is 'k' ? 'K' : suffix, StringComparison.Ordinal) + 1;

    private static bool TryDigits(ref ReadOnlySpan<char> text, out BigInteger value)
    {
        value = 0;
        var radix = 10;
        var count = 0;
        if (text is ['0', 'x' or 'X', var digit, ..] && char.IsAsciiHexDigit(digit))
        {
            radix = 16;
            text = text[2..];
        }
        else if (text is ['0', ..])
        {
            radix = 8;
        }

        while (count < text.Length && char.IsAsciiHexDigit(text[count]) && Convert.ToInt32(text[count].ToString(), 16) is var one && one < radix)
        {
            value = value * radix + one;
            count++;
        }

        text = text[count..];
        return count > 0;
    }

    private static IntegerFault Clamp(ref BigInteger value, BigInteger least, BigInteger most)
    {
        if (value >= least && value <= most)
        {
            return IntegerFault.None;
        }

        value = value < least ? least : most;
        return IntegerFault.Overflow;
    }
}

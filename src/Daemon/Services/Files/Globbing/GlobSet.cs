using System.Text;

namespace GuestCtl.Daemon.Services.Files.Globbing;

/// <summary>The inside of a [set] in a shell pattern: bytes, ranges and classes such as [:alpha:].</summary>
internal static class GlobSet
{
    /// <summary>Whether a byte is in the set.</summary>
    /// <param name="set">What is between the brackets, with the ! or ^ that inverts it.</param>
    /// <param name="value">The byte.</param>
    public static bool Contains(ReadOnlySpan<byte> set, byte value)
    {
        var inverted = set is [(byte)'!' or (byte)'^', ..];
        var i = inverted ? 1 : 0;
        var found = false;
        while (i < set.Length)
        {
            if (EndOfClass(set, i) is var end and > 0)
            {
                found |= IsInClass(set[(i + 2)..(end - 1)], value);
                i = end + 1;
                continue;
            }

            var low = Take(set, ref i);
            var high = low;
            if (i + 1 < set.Length && set[i] == (byte)'-')
            {
                i++;
                high = Take(set, ref i);
            }

            found |= value >= low && value <= high;
        }

        return found != inverted;
    }

    /// <summary>The index of the ] that ends a class such as [:alpha:], or 0 when none starts here.</summary>
    public static int EndOfClass(ReadOnlySpan<byte> pattern, int start)
    {
        if (!pattern[start..].StartsWith("[:"u8))
        {
            return 0;
        }

        var length = pattern[(start + 2)..].IndexOf(":]"u8);
        return length > 0 && !pattern.Slice(start + 2, length).Contains((byte)'/') ? start + 2 + length + 1 : 0;
    }

    private static byte Take(ReadOnlySpan<byte> set, ref int i)
    {
        i += set[i] == (byte)'\\' && i + 1 < set.Length ? 1 : 0;
        return set[i++];
    }

    private static bool IsInClass(ReadOnlySpan<byte> name, byte value)
    {
        var c = (char)value;
        return value < 128 && Encoding.ASCII.GetString(name) switch
        {
            "alpha" => char.IsAsciiLetter(c),
            "digit" => char.IsAsciiDigit(c),
            "alnum" => char.IsAsciiLetterOrDigit(c),
            "upper" => char.IsAsciiLetterUpper(c),
            "lower" => char.IsAsciiLetterLower(c),
            "xdigit" => char.IsAsciiHexDigit(c),
            "space" => c is ' ' or (>= '\t' and <= '\r'),
            "blank" => c is ' ' or '\t',
            "punct" => char.IsPunctuation(c) || char.IsSymbol(c),
            "cntrl" => char.IsControl(c),
            "print" => c is >= ' ' and <= '~',
            "graph" => c is > ' ' and <= '~',
            _ => false,
        };
    }
}

namespace GuestCtl.Daemon.Services.Files.Globbing;

/// <summary>One component of a shell pattern. Names are bytes, and so is what ? and [set] match: one byte.</summary>
internal sealed class GlobPattern(byte[] pattern)
{
    /// <summary>Whether there is anything but plain text in it.</summary>
    public bool HasWildcards
    {
        get
        {
            for (var i = 0; i < pattern.Length; i++)
            {
                if (pattern[i] is (byte)'*' or (byte)'?' || (pattern[i] == (byte)'[' && EndOfSet(pattern, i) > 0))
                {
                    return true;
                }

                i += pattern[i] == (byte)'\\' ? 1 : 0;
            }

            return false;
        }
    }

    /// <summary>The name that a pattern without wildcards stands for.</summary>
    public byte[] Text
    {
        get
        {
            var text = new List<byte>(pattern.Length);
            for (var i = 0; i < pattern.Length; i++)
            {
                i += pattern[i] == (byte)'\\' && i + 1 < pattern.Length ? 1 : 0;
                text.Add(pattern[i]);
            }

            return [.. text];
        }
    }

    /// <summary>Whether a name matches as a whole. A dot at its start is matched only by a dot.</summary>
    public bool IsMatch(ReadOnlySpan<byte> name)
    {
        if (name is [(byte)'.', ..] && pattern is not ([(byte)'.', ..] or [(byte)'\\', (byte)'.', ..]))
        {
            return false;
        }

        // After a mismatch only the last * need take one byte more, so the time is bounded by the product of the lengths.
        var (p, n, star, starName) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == (byte)'*')
            {
                (star, starName) = (p++, n);
            }
            else if (p < pattern.Length && MatchOne(name[n], p, out var next))
            {
                (p, n) = (next, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == (byte)'*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>The index of the ] that ends a set, or 0 when it has no end in its component.</summary>
    public static int EndOfSet(ReadOnlySpan<byte> pattern, int start)
    {
        var i = start + 1;
        i += i < pattern.Length && pattern[i] is (byte)'!' or (byte)'^' ? 1 : 0;
        for (var first = i; i < pattern.Length && pattern[i] != (byte)'/'; i++)
        {
            if (pattern[i] == (byte)']' && i > first)
            {
                return i;
            }

            if (pattern[i] == (byte)'\\')
            {
                i++;
            }
            else if (GlobSet.EndOfClass(pattern, i) is var end and > 0)
            {
                i = end;
            }
        }

        return 0;
    }

    private bool MatchOne(byte value, int p, out int next)
    {
        next = p + 1;
        switch (pattern[p])
        {
            case (byte)'?':
                return true;
            case (byte)'[' when EndOfSet(pattern, p) is var end and > 0:
                next = end + 1;
                return GlobSet.Contains(pattern.AsSpan(p + 1, end - p - 1), value);
            case (byte)'\\' when next < pattern.Length:
                return pattern[next++] == value;
            default:
                return pattern[p] == value;
        }
    }
}

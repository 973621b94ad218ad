namespace GuestCtl.Daemon.Services.Files.Globbing;

/// <summary>The {a,b} of shell patterns.</summary>
internal static class Braces
{
    // Braces multiply: without a bound a short pattern would fill the memory.
    private const int MaxAlternatives = 4096;

    /// <summary>The patterns without braces that a pattern stands for, in their order. A brace that is never closed is text.</summary>
    /// <exception cref="OperationFailedException">There are too many.</exception>
    public static List<byte[]> Expand(byte[] pattern)
    {
        var done = new List<byte[]>();
        var todo = new Stack<byte[]>([pattern]);
        while (todo.TryPop(out var next))
        {
            var (open, commas, close) = FindFirst(next);
            if (close < 0)
            {
                done.Add(next);
                continue;
            }

            if (done.Count + todo.Count + commas.Count >= MaxAlternatives)
            {
                throw OperationFailedException.Invalid($"the pattern stands for more than {MaxAlternatives} patterns without braces");
            }

            // The last alternative goes in first, so that the first comes out first.
            var starts = commas.Prepend(open).Select(i => i + 1).ToArray();
            var ends = commas.Append(close).ToArray();
            for (var i = starts.Length - 1; i >= 0; i--)
            {
                todo.Push([.. next[..open], .. next[starts[i]..ends[i]], .. next[(close + 1)..]]);
            }
        }

        return done;
    }

    private static (int Open, List<int> Commas, int Close) FindFirst(byte[] pattern)
    {
        for (var open = NextSpecial(pattern, 0); open < pattern.Length; open = NextSpecial(pattern, open + 1))
        {
            if (pattern[open] != (byte)'{')
            {
                continue;
            }

            var commas = new List<int>();
            var depth = 1;
            for (var i = NextSpecial(pattern, open + 1); i < pattern.Length; i = NextSpecial(pattern, i + 1))
            {
                depth += pattern[i] switch { (byte)'{' => 1, (byte)'}' => -1, _ => 0 };
                if (depth == 0)
                {
                    return (open, commas, i);
                }

                if (depth == 1 && pattern[i] == (byte)',')
                {
                    commas.Add(i);
                }
            }

            // Nothing after an unclosed brace can close one before it.
            return (-1, [], -1);
        }

        return (-1, [], -1);
    }

    // The next brace or comma that is not escaped and not in a [set].
    private static int NextSpecial(byte[] pattern, int from)
    {
        for (var i = from; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case (byte)'\\':
                    i++;
                    break;
                case (byte)'[':
                    i = GlobPattern.EndOfSet(pattern, i) is var end and > 0 ? end : i;
                    break;
                case (byte)'{' or (byte)'}' or (byte)',':
                    return i;
            }
        }

        return pattern.Length;
    }
}

namespace GuestCtl.Fuzz.Engine;

/// <summary>Changes bytes at random, as fuzzers do: bits, numbers at the edges, words of the format, blocks moved and joined.</summary>
internal static class Mutator
{
    private const int MostSteps = 6;

    private static readonly long[] Edges =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 127, 128, 255, 256, 511, 512, 513, 1023, 1024, 4095, 4096, 32767, 32768, 65535, 65536,
        int.MaxValue, int.MaxValue - 1L, uint.MaxValue, 1L << 31, 1L << 32, 1L << 40, 1L << 62, long.MaxValue, long.MinValue, -1, -2, -512,
    ];

    /// <summary>Makes a new input of one or two of the pool.</summary>
    public static byte[] Mutate(Random random, IReadOnlyList<byte[]> pool, IReadOnlyList<byte[]> words, int maxLength)
    {
        var input = new List<byte>(pool[random.Next(pool.Count)]);
        for (var steps = 1 + random.Next(MostSteps); steps > 0; steps--)
        {
            Step(random, input, pool, words);
        }

        return [.. input.Take(maxLength)];
    }

    private static void Step(Random random, List<byte> input, IReadOnlyList<byte[]> pool, IReadOnlyList<byte[]> words)
    {
        var at = input.Count == 0 ? 0 : random.Next(input.Count);
        switch (random.Next(11))
        {
            case 0 when input.Count > 0:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when input.Count > 0:
                input[at] = (byte)random.Next(256);
                break;
            case 2 or 3 when input.Count > 0:
                Overwrite(input, at, Number(random));
                break;
            case 4 when input.Count > 0:
                input.RemoveRange(at, Math.Min(Length(random), input.Count - at));
                break;
            case 5:
                input.InsertRange(at, Block(random, pool));
                break;
            case 6 when input.Count > 0:
                input.InsertRange(at, input.GetRange(at, Math.Min(Length(random), input.Count - at)));
                break;
            case 7 when words.Count > 0:
                input.InsertRange(at, words[random.Next(words.Count)]);
                break;
            case 8 when words.Count > 0:
                Overwrite(input, at, words[random.Next(words.Count)]);
                break;
            case 9 when input.Count > 0 && random.Next(4) == 0:
                input.RemoveRange(at, input.Count - at);
                break;
            default:
                Overwrite(input, at, Block(random, pool));
                break;
        }
    }

    private static byte[] Number(Random random)
    {
        var number = Edges[random.Next(Edges.Length)] + random.Next(-1, 2);
        var bytes = new byte[1 << random.Next(4)];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(number >> (8 * i));
        }

        if (random.Next(2) == 0)
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }

    private static byte[] Block(Random random, IReadOnlyList<byte[]> pool)
    {
        var other = pool[random.Next(pool.Count)];
        var at = other.Length == 0 ? 0 : random.Next(other.Length);
        return other[at..Math.Min(other.Length, at + Length(random))];
    }

    private static int Length(Random random) => 1 + random.Next(random.Next(3) switch { 0 => 4, 1 => 64, _ => 1024 });

    private static void Overwrite(List<byte> input, int at, byte[] bytes)
    {
        for (var i = 0; i < bytes.Length && at + i < input.Count; i++)
        {
            input[at + i] = bytes[i];
        }
    }
}

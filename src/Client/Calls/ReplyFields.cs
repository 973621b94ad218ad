using System.Buffers;

namespace GuestCtl.Calls;

/// <summary>Counts the fields of a message before it is read, because each becomes an object however few bytes it has on the wire.</summary>
internal static class ReplyFields
{
    private const int VarintBits = 7;
    private const int MaxVarintBits = 64;

    /// <summary>How many fields a message has, counted with their repetitions. Counting stops where the bytes are not a message:
    /// the parser refuses them there.</summary>
    public static int Count(ReadOnlySequence<byte> message)
    {
        var count = 0;
        var reader = new SequenceReader<byte>(message);
        while (TryReadVarint(ref reader, out var tag) && TrySkip(ref reader, (int)(tag & 7)))
        {
            count++;
        }

        return count;
    }

    private static bool TrySkip(ref SequenceReader<byte> reader, int wireType) => wireType switch
    {
        0 => TryReadVarint(ref reader, out _),
        1 => TryAdvance(ref reader, sizeof(ulong)),
        2 => TryReadVarint(ref reader, out var length) && TryAdvance(ref reader, length),
        5 => TryAdvance(ref reader, sizeof(uint)),

        // The beginning and the end of a group, whose fields are counted like the others.
        3 or 4 => true,
        _ => false,
    };

    private static bool TryAdvance(ref SequenceReader<byte> reader, ulong length)
    {
        if (length > (ulong)reader.Remaining)
        {
            return false;
        }

        reader.Advance((long)length);
        return true;
    }

    private static bool TryReadVarint(ref SequenceReader<byte> reader, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < MaxVarintBits; shift += VarintBits)
        {
            if (!reader.TryRead(out var part))
            {
                return false;
            }

            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return true;
            }
        }

        return false;
    }
}

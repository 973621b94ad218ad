namespace GuestCtl.Daemon.Services.Inspection.Packages.Rpm;

/// <summary>The columns of a row of SQLite. A column that is not there, or has another type, is empty.</summary>
internal readonly ref struct SqliteRecord(ReadOnlySpan<byte> row)
{
    private readonly ReadOnlySpan<byte> _row = row;

    public bool IsText(int column, ReadOnlySpan<byte> text) => Find(column, out var type).SequenceEqual(text) && type >= 13 && type % 2 == 1;

    public ReadOnlySpan<byte> Bytes(int column)
    {
        var value = Find(column, out var type);
        return type >= 12 ? value : [];
    }

    public long Integer(int column)
    {
        var value = Find(column, out var type);
        if (type is 8 or 9)
        {
            return type - 8;
        }

        var number = 0L;
        for (var i = 0; i < value.Length && type <= 6; i++)
        {
            number = (number << 8) | value[i];
        }

        return number;
    }

    /// <summary>A number of 7 bits in each byte, and how many bytes it has.</summary>
    public static (long Value, int Length) Number(ReadOnlySpan<byte> bytes)
    {
        var value = 0L;
        for (var i = 0; i < Math.Min(9, bytes.Length); i++)
        {
            if (i == 8)
            {
                return ((value << 8) | bytes[i], 9);
            }

            value = (value << 7) | (uint)(bytes[i] & 0x7f);
            if (bytes[i] < 0x80)
            {
                return (value, i + 1);
            }
        }

        return (0, bytes.Length);
    }

    // The row begins with the types of its columns, which tell their lengths.
    private ReadOnlySpan<byte> Find(int column, out long type)
    {
        type = 0;
        var (headerLength, at) = Number(_row);
        if (headerLength < at || headerLength > _row.Length)
        {
            return [];
        }

        var value = headerLength;
        for (var i = 0; at < headerLength; i++)
        {
            (type, var length) = Number(_row[at..]);
            at += length;
            var size = Size(type);
            if (value + size > _row.Length)
            {
                break;
            }

            if (i == column)
            {
                return _row.Slice((int)value, (int)size);
            }

            value += size;
        }

        type = 0;
        return [];
    }

    private static long Size(long type) => type switch
    {
        >= 12 => (type - 12) / 2,
        >= 0 and <= 4 => type,
        5 => 6,
        6 or 7 => 8,
        _ => 0,
    };
}

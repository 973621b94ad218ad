using System.Runtime.InteropServices;

namespace GuestCtl.Protocol.Tar;

/// <summary>The block of 512 bytes that begins each member. Knows the V7, POSIX and GNU forms.</summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int Size = 512;

    private readonly ReadOnlySpan<byte> _block = block;

    public bool IsZero => !_block.ContainsAnyExcept((byte)0);

    public char Type => (char)_block[156];

    public long StoredSize => Number(124, 12, "size");

    /// <summary>Whether the sum of the bytes is the one noted. Old programs added signed bytes.</summary>
    public bool HasValidChecksum
    {
        get
        {
            var checksum = _block[148..156];
            if (!TryOctal(checksum, out var noted))
            {
                return false;
            }

            var unsigned = Sum(_block) - Sum(checksum) + (8 * ' ');
            return noted == unsigned || noted == unsigned - (256 * (Negative(_block) - Negative(checksum)));
        }
    }

    // Eight bytes at a time: the halves of each pair of bytes are added into four sums of 16 bits, which 512 bytes cannot overflow.
    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        const ulong halves = 0x00ff_00ff_00ff_00ff;
        var sums = 0ul;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            sums += (word & halves) + ((word >> 8) & halves);
        }

        return (ushort)sums + (ushort)(sums >> 16) + (ushort)(sums >> 32) + (ushort)(sums >> 48);
    }

    private static int Negative(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var value in bytes)
        {
            count += value >> 7;
        }

        return count;
    }

    private bool IsUstar => _block[257..263].SequenceEqual("ustar\0"u8);

    private bool IsGnu => _block[257..265].SequenceEqual("ustar  \0"u8);

    /// <summary>Reads what the block itself says of the member.</summary>
    /// <exception cref="InvalidDataException">A number is not one.</exception>
    public TarEntry Read()
    {
        var entry = new TarEntry
        {
            Name = Name(),
            LinkName = _block[157] == 0 ? [] : Text(157, 100).ToArray(),
            Kind = Kind(),
            Mode = (uint)(Number(100, 8, "mode") & 0xfff),
            Uid = Number(108, 8, "owner"),
            Gid = Number(116, 8, "group"),
            ModificationTime = (Number(136, 12, "time"), 0),
            StoredSize = StoredSize,
        };
        entry.Size = entry.StoredSize;
        if (entry.Kind is TarEntryKind.CharacterDevice or TarEntryKind.BlockDevice && (IsUstar || IsGnu))
        {
            (entry.DeviceMajor, entry.DeviceMinor) = ((uint)Number(329, 8, "device"), (uint)Number(337, 8, "device"));
        }

        return entry;
    }

    /// <summary>The size of an old GNU file with holes, and whether a block with more of its map follows.</summary>
    public (long RealSize, bool HasMore) ReadSparse(List<(long, long)> map)
    {
        AddRanges(_block.Slice(386, 96), map);
        return (Number(483, 12, "size"), _block[482] != 0);
    }

    /// <summary>Reads pairs of offset and length, to the first that is empty.</summary>
    public static void AddRanges(ReadOnlySpan<byte> pairs, List<(long, long)> map)
    {
        for (; pairs.Length >= 24 && pairs[0] != 0; pairs = pairs[24..])
        {
            map.Add((Number(pairs[..12], "offset"), Number(pairs[12..24], "length")));
        }
    }

    private TarEntryKind Kind() => Type switch
    {
        '1' => TarEntryKind.HardLink,
        '2' => TarEntryKind.SymbolicLink,
        '3' => TarEntryKind.CharacterDevice,
        '4' => TarEntryKind.BlockDevice,
        '5' or 'D' => TarEntryKind.Directory,
        '6' => TarEntryKind.Fifo,
        'V' or 'M' or 'N' => TarEntryKind.Ignored,

        // In the oldest form a directory is a file whose name ends in a slash.
        '\0' or '0' when Name() is [.., (byte)'/'] => TarEntryKind.Directory,
        _ => TarEntryKind.Regular,
    };

    private byte[] Name()
    {
        var name = Text(0, 100);
        return IsUstar && Text(345, 155) is { IsEmpty: false } prefix ? [.. prefix, (byte)'/', .. name] : name.ToArray();
    }

    private ReadOnlySpan<byte> Text(int start, int length)
    {
        var field = _block.Slice(start, length);
        return field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field;
    }

    private long Number(int start, int length, string what) => Number(_block.Slice(start, length), what);

    // Octal digits, or, with the first bit set, a number of bytes.
    private static long Number(ReadOnlySpan<byte> field, string what)
    {
        if ((field[0] & 0x80) != 0)
        {
            return TryBinary(field, out var number) ? number : throw new InvalidDataException($"the archive has a {what} that is out of range");
        }

        return TryOctal(field, out var value) ? value : throw new InvalidDataException($"the archive has a {what} that is not a number");
    }

    // Big-endian; the second bit is the sign.
    private static bool TryBinary(ReadOnlySpan<byte> field, out long value)
    {
        value = (field[0] & 0x40) != 0 ? field[0] - 0x100 : field[0] & 0x3f;
        foreach (var part in field[1..])
        {
            if (value is < long.MinValue >> 8 or > long.MaxValue >> 8)
            {
                return false;
            }

            value = (value << 8) | part;
        }

        return true;
    }

    private static bool TryOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        field = field.TrimStart((byte)' ');
        var end = field.IndexOfAny((byte)0, (byte)' ');
        foreach (var digit in end < 0 ? field : field[..end])
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Appliances.Elf;

/// <summary>Reads what a build must know of a 64-bit little-endian ELF file: needed libraries, notes and named sections.</summary>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const uint Note = 4;
    private const ushort X64 = 62;

    private readonly byte[] _data;
    private readonly List<(uint Type, ulong Offset, ulong Address, ulong Size)> _segments = [];

    private ElfFile(byte[] data)
    {
        _data = data;
        var table = U64(32);
        int entrySize = U16(54), count = U16(56);
        for (var i = 0; i < count; i++)
        {
            var at = table + (ulong)(i * entrySize);
            _segments.Add((U32(at), U64(at + 8), U64(at + 16), U64(at + 32)));
        }
        Needed = [.. DynamicStrings(1)];
        RunPath = [.. DynamicStrings(29).Concat(DynamicStrings(15)).SelectMany(path => path.Split(':'))];
    }

    /// <summary>Sonames that the loader must find (DT_NEEDED).</summary>
    internal IReadOnlyList<string> Needed { get; }

    /// <summary>Directories that the file itself names for that (DT_RUNPATH and DT_RPATH).</summary>
    internal IReadOnlyList<string> RunPath { get; }

    /// <summary>True for x86-64 code.</summary>
    internal bool IsX64 => U16(18) == X64;

    /// <summary>Parses <paramref name="data"/>, or gives null when it is not a 64-bit little-endian ELF file.</summary>
    internal static ElfFile? TryParse(byte[] data)
    {
        if (data.Length < HeaderSize || !data.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            return null;
        try
        {
            return new ElfFile(data);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>True when a note of this owner and type is present.</summary>
    internal bool HasNote(string owner, uint type)
    {
        foreach (var segment in _segments.Where(s => s.Type == Note))
        {
            var at = segment.Offset;
            while (at + 12 <= segment.Offset + segment.Size)
            {
                uint nameSize = U32(at), size = U32(at + 4);
                if (U32(at + 8) == type && Text(at + 12) == owner)
                    return true;
                at += 12 + Align4(nameSize) + Align4(size);
            }
        }
        return false;
    }

    /// <summary>The bytes of a section, empty when there is none of that name.</summary>
    internal ReadOnlyMemory<byte> Section(string name)
    {
        var table = U64(40);
        int entrySize = U16(58), count = U16(60);
        var names = U64(table + (ulong)(U16(62) * entrySize) + 24);
        for (var i = 0; i < count; i++)
        {
            var at = table + (ulong)(i * entrySize);
            if (Text(names + U32(at)) == name)
                return _data.AsMemory((int)U64(at + 24), (int)U64(at + 32));
        }
        return default;
    }

    private IEnumerable<string> DynamicStrings(ulong tag)
    {
        var dynamic = _segments.FirstOrDefault(s => s.Type == Dynamic);
        var entries = new List<(ulong Tag, ulong Value)>();
        for (var at = dynamic.Offset; at + 16 <= dynamic.Offset + dynamic.Size && U64(at) != 0; at += 16)
            entries.Add((U64(at), U64(at + 8)));
        var strings = FileOffset(entries.FirstOrDefault(e => e.Tag == 5).Value);
        return entries.Where(e => e.Tag == tag).Select(e => Text(strings + e.Value));
    }

    private ulong FileOffset(ulong address)
    {
        var segment = _segments.FirstOrDefault(s => s.Type == Load && address >= s.Address && address < s.Address + s.Size);
        return segment.Offset + address - segment.Address;
    }

    private string Text(ulong offset)
    {
        var rest = _data.AsSpan(checked((int)offset));
        var end = rest.IndexOf((byte)0);
        return Encoding.ASCII.GetString(end < 0 ? rest : rest[..end]);
    }

    private static ulong Align4(uint size) => (size + 3UL) & ~3UL;

    private ushort U16(ulong offset) => BinaryPrimitives.ReadUInt16LittleEndian(_data.AsSpan(checked((int)offset), 2));

    private uint U32(ulong offset) => BinaryPrimitives.ReadUInt32LittleEndian(_data.AsSpan(checked((int)offset), 4));

    private ulong U64(ulong offset) => BinaryPrimitives.ReadUInt64LittleEndian(_data.AsSpan(checked((int)offset), 8));
}

using System.Buffers.Binary;
using System.Text;

namespace GuestCtl.Daemon.Services.Inspection.Windows.Registry;

/// <summary>A key of a hive.</summary>
internal sealed class RegistryKey
{
    private const int HeaderLength = 76;
    private const int Latin1Name = 0x20;
    private const uint None = uint.MaxValue;
    private const int MaxName = 512;

    // Far more than any key of a real system has.
    private const int MaxEntries = 100_000;

    private readonly RegistryHive _hive;
    private readonly byte[] _cell;

    private RegistryKey(RegistryHive hive, byte[] cell, string name) => (_hive, _cell, Name) = (hive, cell, name);

    public string Name { get; }

    /// <summary>The keys below it.</summary>
    public IEnumerable<RegistryKey> Keys
        => Offsets(Number(28), nested: true).Take(MaxEntries).Select(offset => Read(_hive, offset)).OfType<RegistryKey>();

    /// <summary>Its values.</summary>
    public IEnumerable<RegistryValue> Values
    {
        get
        {
            var list = Number(40) is var offset and not None ? _hive.Cell(offset) ?? [] : [];
            return Enumerable.Range(0, (int)Math.Min(Math.Min(Number(36), (uint)list.Length / 4), MaxEntries))
                .Select(i => RegistryValue.Read(_hive, BinaryPrimitives.ReadUInt32LittleEndian(list.AsSpan(i * 4)))).OfType<RegistryValue>();
        }
    }

    /// <summary>Reads a key. Null when there is none at this place.</summary>
    public static RegistryKey? Read(RegistryHive hive, uint offset)
    {
        if (hive.Cell(offset) is not { Length: >= HeaderLength } cell || !cell.AsSpan().StartsWith("nk"u8))
        {
            return null;
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(cell.AsSpan(72));
        if (length > Math.Min(MaxName, cell.Length - HeaderLength))
        {
            return null;
        }

        var encoding = (cell[2] & Latin1Name) != 0 ? Encoding.Latin1 : Encoding.Unicode;
        return new RegistryKey(hive, cell, encoding.GetString(cell, HeaderLength, length));
    }

    /// <summary>The key at a path below this one; case does not matter. Null when there is none.</summary>
    public RegistryKey? At(params ReadOnlySpan<string> path)
    {
        var key = this;
        foreach (var name in path)
        {
            key = key.Keys.FirstOrDefault(child => string.Equals(child.Name, name, StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                return null;
            }
        }

        return key;
    }

    /// <summary>A value; case does not matter. Null when there is none.</summary>
    public RegistryValue? Value(string name) => Values.FirstOrDefault(value => string.Equals(value.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A value as text. Null when there is none.</summary>
    public string? Text(string name) => Value(name)?.Text;

    // A list of keys, or a list of such lists.
    private IEnumerable<uint> Offsets(uint list, bool nested)
    {
        if (list == None || _hive.Cell(list) is not { Length: >= 4 } cell)
        {
            yield break;
        }

        var kind = Encoding.ASCII.GetString(cell, 0, 2);
        var size = kind is "lf" or "lh" ? 8 : kind is "li" || (kind is "ri" && nested) ? 4 : 0;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(cell.AsSpan(2));
        for (var i = 0; size > 0 && i < count && 4 + ((i + 1) * size) <= cell.Length; i++)
        {
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(cell.AsSpan(4 + (i * size)));
            if (kind != "ri")
            {
                yield return offset;
                continue;
            }

            foreach (var inner in Offsets(offset, nested: false))
            {
                yield return inner;
            }
        }
    }

    private uint Number(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_cell.AsSpan(offset));
}

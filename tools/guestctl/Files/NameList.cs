using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Files;

/// <summary>Very many names in little memory: their bytes one after another, and where each begins.</summary>
internal sealed class NameList
{
    // What a name takes beside its bytes, with the room that growing arrays have left over.
    private const int NameCost = 16;

    // A character has at most four bytes, so that a differing byte belongs to one that begins at most three before it.
    private const int LongestCharacter = 4;

    private byte[] _bytes = [];
    private int _length;
    private Span[] _names = [];

    public int Count { get; private set; }

    /// <summary>About how many bytes of memory it takes.</summary>
    public long Cost => _length + (long)Count * NameCost;

    public string this[int index] => GuestText.Decode(Bytes(_names[index]));

    public void Add(ReadOnlySpan<byte> name)
    {
        if (_bytes.Length - _length < name.Length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + Math.Max(name.Length, 4096)));
        }

        if (Count == _names.Length)
        {
            Array.Resize(ref _names, Math.Max(2 * Count, 64));
        }

        name.CopyTo(_bytes.AsSpan(_length));
        _names[Count++] = new Span(_length, name.Length);
        _length += name.Length;
    }

    /// <summary>Adds a name of another list.</summary>
    public void Add(NameList other, int index) => Add(other.Bytes(other._names[index]));

    /// <summary>Sorts as <see cref="StringComparer.Ordinal"/> does.</summary>
    public void Sort() => _names.AsSpan(0, Count).Sort(Compare);

    /// <summary>Some names that follow each other.</summary>
    public string[] Slice(int start, int most)
    {
        var names = new string[Math.Min(most, Count - start)];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = this[start + i];
        }

        return names;
    }

    private ReadOnlySpan<byte> Bytes(Span name) => _bytes.AsSpan(name.Start, name.Length);

    private int Compare(Span one, Span other)
    {
        var a = Bytes(one);
        var b = Bytes(other);
        var same = a.CommonPrefixLength(b);
        if (Next(a, same) < 0x80 && Next(b, same) < 0x80)
        {
            return Next(a, same) - Next(b, same);
        }

        // Characters, and bytes that are not text, have another order as UTF-16 than as bytes.
        return string.CompareOrdinal(Around(a, same), Around(b, same));
    }

    private static int Next(ReadOnlySpan<byte> name, int at) => at < name.Length ? name[at] : -1;

    private static string Around(ReadOnlySpan<byte> name, int at)
        => GuestText.Decode(name[Math.Max(0, at - LongestCharacter + 1)..Math.Min(name.Length, at + LongestCharacter)]);

    private readonly record struct Span(int Start, int Length);
}

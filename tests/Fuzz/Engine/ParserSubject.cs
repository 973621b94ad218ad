using System.Text;

namespace GuestCtl.Fuzz.Engine;

/// <summary>A reader that is one function.</summary>
/// <param name="name">Its name.</param>
/// <param name="seeds">Good inputs.</param>
/// <param name="words">Words of the format.</param>
/// <param name="read">Reads an input and says what happened.</param>
internal sealed class ParserSubject(string name, IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, Func<byte[], string> read) : FuzzSubject
{
    public override string Name => name;

    public override IEnumerable<byte[]> Seeds => seeds;

    public override IReadOnlyList<byte[]> Words { get; } = [.. words.Select(Encoding.Latin1.GetBytes)];

    public override string Read(byte[] input) => read(input);
}

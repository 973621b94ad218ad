using System.Text;
using GuestCtl.Fuzz.Engine;
using GuestCtl.Fuzz.Unpacking;
using GuestCtl.Protocol.Tar;

namespace GuestCtl.Fuzz.Subjects;

/// <summary>The reader of tar archives, which the daemon and the library share.</summary>
internal sealed class TarSubject : FuzzSubject
{
    public override string Name => "tar";

    public override IEnumerable<byte[]> Seeds => TarGrammar.Seeds;

    public override IReadOnlyList<byte[]> Words => TarGrammar.Words;

    public override byte[] Mutate(Random random, IReadOnlyList<byte[]> pool) => TarGrammar.Signed(random, base.Mutate(random, pool));

    public override string Read(byte[] input) => Refusals.Of(() =>
    {
        var reader = new TarReader(new MemoryStream(input));
        var kinds = new StringBuilder();
        while (Result(reader.NextAsync(CancellationToken.None)) is { } entry)
        {
            Check(entry);
            kinds.Append(entry.Map is null ? $"{(int)entry.Kind}" : "s");
            while (Result(reader.ReadContentAsync(CancellationToken.None)) is { IsEmpty: false })
            {
            }
        }

        return kinds.ToString(0, Math.Min(kinds.Length, 6));
    });

    private static void Check(TarEntry entry)
    {
        if (entry.ModificationTime.Nanoseconds is < 0 or >= 1_000_000_000)
        {
            throw new FindingException($"a time has impossible nanoseconds: {entry.ModificationTime}");
        }

        if (entry.Size < 0 || entry.StoredSize < 0)
        {
            throw new FindingException($"a size is negative: {entry.Size}, {entry.StoredSize}");
        }

        if (entry.Map?.Any(range => range.Offset < 0 || range.Length < 0 || range.Length > entry.Size - range.Offset) == true)
        {
            throw new FindingException("a range is outside its file");
        }
    }

    private static T Result<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}

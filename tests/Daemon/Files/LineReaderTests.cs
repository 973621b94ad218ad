using System.Text;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Files.Bulk;

namespace GuestCtl.Daemon.Tests.Files;

public sealed class LineReaderTests
{
    private static string[] Read(params string[] parts)
    {
        var reader = new LineReader();
        return
        [
            .. parts.SelectMany(part => reader.Add(Encoding.Latin1.GetBytes(part), "f").ToList())
                .Concat(reader.Finish())
                .SelectMany(batch => batch.Values)
                .Select(line => line.ToStringUtf8()),
        ];
    }

    [Fact]
    public void Line_ends_may_be_split_between_parts() => Assert.Equal(["ab", "c", "d"], Read("a", "b\r", "\nc\n", "d"));

    [Fact]
    public void A_carriage_return_that_ends_no_line_stays() => Assert.Equal(["a\rb", "c\r"], Read("a\rb\r\nc\r"));

    [Fact]
    public void Messages_stay_small()
    {
        var reader = new LineReader();
        var batches = reader.Add(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\n", 10_000))), "f").Concat(reader.Finish()).ToList();
        Assert.Equal([4096, 4096, 1808], batches.Select(b => b.Values.Count));
    }

    [Fact]
    public void A_line_too_long_for_a_message_is_refused()
    {
        var reader = new LineReader();
        Assert.Throws<OperationFailedException>(() => Enumerable.Repeat(new byte[1 << 20], 17).SelectMany(part => reader.Add(part, "f")).Count());
    }
}

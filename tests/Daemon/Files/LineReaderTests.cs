using System.Text;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Files.Bulk;

namespace GuestCtl.Daemon.Tests.Files;

public sealed class LineReaderTests
{
    private static string[] Read(params string[] parts)
    {
        var reader = new LineReader(stripCarriageReturns: true);
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
    public void A_carriage_return_within_a_line_stays() => Assert.Equal(["a\rb", "c"], Read("a\rb\r\nc\r"));

    [Fact]
    public void A_carriage_return_is_kept_when_asked()
    {
        var reader = new LineReader(stripCarriageReturns: false);
        var batch = Assert.Single(reader.Add("a\r\n"u8.ToArray(), "f").Concat(reader.Finish()));
        Assert.Equal("a\r", Assert.Single(batch.Values).ToStringUtf8());
    }

    [Fact]
    public void Messages_stay_small()
    {
        var reader = new LineReader(stripCarriageReturns: true);
        var batches = reader.Add(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("\n", 10_000))), "f").Concat(reader.Finish()).ToList();
        Assert.Equal([4096, 4096, 1808], batches.Select(b => b.Values.Count));
    }

    [Fact]
    public void A_line_too_long_for_a_message_is_refused()
    {
        var reader = new LineReader(stripCarriageReturns: true);
        Assert.Throws<OperationFailedException>(() => Enumerable.Repeat(new byte[1 << 20], 17).SelectMany(part => reader.Add(part, "f")).Count());
    }
}

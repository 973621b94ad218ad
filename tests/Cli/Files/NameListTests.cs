using GuestCtl.Cli.Files;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Tests.Files;

public sealed class NameListTests
{
    // Of all lengths of characters, those that UTF-16 sorts in another order than bytes, and bytes that are not text.
    private static readonly string[] Names =
    [
        "", "a", "aa", "ab", "b", "Z", "é", "eé", "é0", "\uE000", "\uFFFD", "\U0001F600", "\U0001F601", "x\U0001F600", "x\uE000", "\uDCFF", "\uDC80", "a\uDCE2",
        "a\uDCE2\uDC82", "a€", "a€b", "a\uDCE2\uDC82b", "\uD7FF", "日本", "日木", "\uDCF0\uDC9F\uDC98", "\U0001F600\uDCF0", "same", "same",
    ];

    [Fact]
    public void Names_are_sorted_as_strings_are()
    {
        var list = new NameList();
        foreach (var name in Names.Reverse())
        {
            list.Add(GuestText.Encode(name));
        }

        list.Sort();
        Assert.Equal(Names.Order(StringComparer.Ordinal), list.Slice(0, int.MaxValue));
    }

    [Fact]
    public void Random_bytes_are_sorted_as_strings_are()
    {
        var random = new Random(5);
        var list = new NameList();
        var names = new List<string>();
        for (var i = 0; i < 3000; i++)
        {
            var name = new byte[random.Next(6)];
            foreach (ref var one in name.AsSpan())
            {
                one = random.GetItems<byte>([0x61, 0x62, 0x7f, 0x80, 0x9f, 0xbf, 0xc3, 0xe2, 0xed, 0xee, 0xef, 0xf0, 0xf4, 0xff], 1)[0];
            }

            list.Add(name);
            names.Add(GuestText.Decode(name));
        }

        list.Sort();
        Assert.Equal(names.Order(StringComparer.Ordinal), list.Slice(0, int.MaxValue));
    }

    [Fact]
    public void A_slice_ends_with_the_list_and_the_cost_counts_each_name()
    {
        var list = new NameList();
        list.Add("one"u8);
        list.Add("two"u8);
        Assert.Equal(["two"], list.Slice(1, 10));
        Assert.Equal(38, list.Cost);
    }
}

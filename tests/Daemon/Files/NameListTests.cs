using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Files.Naming;

namespace GuestCtl.Daemon.Tests.Files;

public sealed class NameListTests
{
    [Fact]
    public void Names_are_sorted_by_their_bytes_from_an_index_on()
    {
        var list = new NameList("d", 1 << 20);
        foreach (var name in new byte[][] { [9], [0xff], [1, 2], [1], [] })
        {
            list.Add(name);
        }

        list.Sort(1);
        Assert.Equal(["09", "", "01", "0102", "FF"], Enumerable.Range(0, list.Count).Select(i => Convert.ToHexString(list[i])));
    }

    [Fact]
    public void Too_many_names_are_refused()
    {
        var list = new NameList("/dir", 10_000);
        var error = Assert.Throws<OperationFailedException>(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                list.Add("name"u8);
            }
        });
        Assert.Contains("/dir: there are too many names", error.Message);
    }

    [Fact]
    public void Names_longer_than_a_block_are_taken()
    {
        var list = new NameList("d", 10 << 20);
        list.Add(new byte[3 << 20]);
        list.Add("x"u8);
        Assert.Equal((3 << 20, 1), (list[0].Length, list[1].Length));
    }
}

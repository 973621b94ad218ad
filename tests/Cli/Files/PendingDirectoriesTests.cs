using GuestCtl.Cli.Files;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Tests.Files;

public sealed class PendingDirectoriesTests
{
    [Fact]
    public void What_is_in_a_directory_comes_before_the_next_one()
    {
        var pending = new PendingDirectories();
        pending.Push(null, Of("/a", "/"));
        Assert.Equal("/a", Next(pending));
        pending.Push("/a", Of("b", "c"));
        Assert.Equal("/a/b", Next(pending));
        pending.Push("/a/b", new NameList());
        Assert.Equal("/a/c", Next(pending));
        Assert.Equal("/", Next(pending));
        pending.Push("/", Of("d"));
        Assert.Equal("/d", Next(pending));
        Assert.False(pending.TryPop(out _));
        Assert.Equal(0, pending.Cost);
    }

    private static string Next(PendingDirectories pending) => pending.TryPop(out var path) ? path : "none";

    private static NameList Of(params string[] names)
    {
        var list = new NameList();
        foreach (var name in names)
        {
            list.Add(GuestText.Encode(name));
        }

        return list;
    }
}

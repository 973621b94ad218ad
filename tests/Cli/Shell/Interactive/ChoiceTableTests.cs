using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class ChoiceTableTests
{
    [Fact]
    public void Columns_are_read_downwards() => Assert.Equal("a    c    e    \nbbb  d    \n", ChoiceTable.Of(["a", "bbb", "c", "d", "e"], 16));

    [Fact]
    public void A_narrow_terminal_has_one_column() => Assert.Equal("long-name  \nx          \n", ChoiceTable.Of(["long-name", "x"], 5));

    [Fact]
    public void Of_a_path_the_last_part_is_shown() => Assert.Equal("etc/  usr/  \n", ChoiceTable.Of(["/a/etc/", "/a/usr/"], 80));
}

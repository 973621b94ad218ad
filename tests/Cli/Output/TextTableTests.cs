using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_are_aligned_and_lines_have_no_trailing_space()
    {
        var output = new StringWriter { NewLine = "\n" };
        new TextTable().Column("Device").Column("Size", isNumber: true).Column("Label").Row("/dev/sda1", "7", "x").Row("/dev/vg/root", "1234", "").Write(output);
        Assert.Equal("Device        Size  Label\n/dev/sda1        7  x\n/dev/vg/root  1234\n", output.ToString());
    }

    [Fact]
    public void Cells_cannot_break_out_of_their_line()
    {
        var output = new StringWriter { NewLine = "\n" };
        new TextTable().Column("").Row("a\nb [red]c[/]\e").Write(output);
        Assert.Equal("a\\x0ab [red]c[/]\\x1b\n", output.ToString());
    }

    [Fact]
    public void Long_cells_are_not_folded()
    {
        var output = new StringWriter { NewLine = "\n" };
        new TextTable().Column("").Column("").Row(new string('x', 4096), "end").Write(output);
        Assert.Equal(new string('x', 4096) + "  end\n", output.ToString());
    }
}

using System.Text;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Tests.Tools;

public sealed class ErrorTextTests
{
    [Fact]
    public void A_short_text_is_kept_as_it_is()
    {
        using var text = new ErrorText();
        text.Write("first\n"u8);
        text.Write("last"u8);
        Assert.Equal("first\nlast", text.ToString());
    }

    [Theory]
    [InlineData(9_000)]
    [InlineData(200_000)]
    public void A_long_text_keeps_its_beginning_and_its_end(int lines)
    {
        using var text = new ErrorText();
        for (var line = 0; line < lines; line++)
        {
            text.Write(Encoding.ASCII.GetBytes($"line {line}\n"));
        }

        Assert.StartsWith("line 0\nline 1\n", text.ToString(), StringComparison.Ordinal);
        Assert.EndsWith($"line {lines - 2}\nline {lines - 1}\n", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("\n...\n", text.ToString());
        Assert.InRange(text.ToString().Length, 1, 80 * 1024);
    }
}

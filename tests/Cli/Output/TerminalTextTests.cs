using GuestCtl.Cli.Output;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Tests.Output;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("plain name.txt", "plain name.txt")]
    [InlineData("grüße 日本 😀", "grüße 日本 😀")]
    [InlineData("\e[31mred", "\\x1b[31mred")]
    [InlineData("a\nb\tc\0", "a\\x0ab\\x09c\\x00")]
    [InlineData("\u007f\u0085\u009b", "\\x7f\\u{0085}\\u{009b}")]
    [InlineData("abc\u202Etxt.exe", "abc\\u{202e}txt.exe")]
    [InlineData("\u2066\u200f\ufeff\u2028", "\\u{2066}\\u{200f}\\u{feff}\\u{2028}")]
    [InlineData("", "")]
    public void Text_of_a_guest_is_shown_without_reaching_the_terminal(string text, string shown)
        => Assert.Equal(shown, TerminalText.EscapeLine(text));

    [Fact]
    public void Bytes_that_are_no_text_are_shown_as_bytes()
        => Assert.Equal("caf\\xe9 \\x80\\xff", TerminalText.EscapeLine(GuestText.Decode([.. "caf"u8, 0xe9, .. " "u8, 0x80, 0xff])));

    [Fact]
    public void Lines_and_tabs_stay_in_text_of_several_lines_and_nothing_else()
        => Assert.Equal("a\n\tb\nc\\x1b", TerminalText.EscapeLines("a\r\n\tb\rc\e"));

    [Fact]
    public void No_text_at_all_leaves_a_control_character_behind()
    {
        for (var c = 0; c <= 0xffff; c++)
        {
            var shown = TerminalText.EscapeLine($"x{(char)c}y");
            Assert.DoesNotContain(shown, static shown => char.IsControl(shown) || char.IsSurrogate(shown));
        }
    }
}

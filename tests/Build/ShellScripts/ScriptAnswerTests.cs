using System.Text;
using GuestCtl.ShellScripts;

namespace GuestCtl.Build.Tests.ShellScripts;

public sealed class ScriptAnswerTests
{
    [Theory]
    [InlineData("caf\u00e9\n\ttab\n", "caf\u00e9\n\ttab\n")]
    [InlineData("a\\b\n", "a\\\\b\n")]
    [InlineData("bell\u0007\r\n", "bell\\x07\\x0d\n")]
    [InlineData("no end", "no end\\\n")]
    [InlineData("", "")]
    public void Text_is_shown_so_that_every_byte_can_be_told(string text, string shown) => Assert.Equal(shown, ScriptAnswer.Show(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Bytes_that_are_not_UTF8_are_shown_as_numbers() => Assert.Equal("a\\xff\\xe2\\x82\n", ScriptAnswer.Show([.. "a"u8, 0xff, 0xe2, 0x82, .. "\n"u8]));

    [Fact]
    public void A_control_character_of_two_bytes_is_shown_whole() => Assert.Equal("\\xc2\\x85\n", ScriptAnswer.Show([0xc2, 0x85, .. "\n"u8]));
}

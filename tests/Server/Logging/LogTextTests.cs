using GuestCtl.Server.Logging;

namespace GuestCtl.Server.Tests.Logging;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain é 漢", "plain é 漢")]
    [InlineData("one\n  two\r\n", "one; two")]
    [InlineData("\u001b[31mred", "\\u{001b}[31mred")]
    [InlineData("a\u202eb", "a\\u{202e}b")]
    [InlineData("", "")]
    public void A_message_becomes_one_line_that_no_terminal_obeys(string text, string line) => Assert.Equal(line, LogText.OneLine(text));
}

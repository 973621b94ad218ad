using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class PromptTextTests
{
    [Theory]
    [InlineData("(a) ", "(a) ")]
    [InlineData("\\[\\e[1;32m\\]><fs>\\[\\e[0m\\] ", "\e[1;32m><fs>\e[0m ")]
    [InlineData("\\a\\n\\r\\\\", "\a\n\r\\")]
    [InlineData("\\101\\x42\\", "AB\\")]
    [InlineData("\\x4", "x4")]
    public void Escapes_are_what_they_stand_for(string text, string expected) => Assert.Equal(expected, PromptText.Decode(text));

    [Fact]
    public void What_is_not_set_is_nothing() => Assert.Null(PromptText.Decode(null));
}

using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Tests.Shell.Syntax;

public sealed class ListSyntaxTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  ", new string[0])]
    [InlineData(" a  b ", "a", "b")]
    [InlineData("/bin/echo 'foo   bar'", "/bin/echo", "foo   bar")]
    [InlineData("a \\'b\\' c", "a", "'b'", "c")]
    [InlineData("a 'b'c d'e'", "a", "bc", "de")]
    [InlineData("a '' b", "a", "", "b")]
    [InlineData("a\\b \\\\c", "a\\b", "\\\\c")]
    [InlineData("a \"b c\"", "a", "\"b", "c\"")]
    public void A_list_is_split_at_white_space(string text, params string[] words) => Assert.Equal(words, ListSyntax.Split(text));

    [Fact]
    public void A_quote_that_is_not_closed_is_shown()
        => Assert.Equal("Runaway quote in string \"a 'b\"", Assert.Throws<ShellSyntaxException>(() => ListSyntax.Split("a 'b")).Message);
}

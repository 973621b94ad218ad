using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Tests.Shell.Syntax;

public sealed class LineParserTests
{
    [Theory]
    [InlineData("echo a b", "a", "b")]
    [InlineData("  echo\ta  b ", "a", "b")]
    [InlineData("echo \"a b\" 'c d'", "a b", "c d")]
    [InlineData("echo a\"b\" c'd", "a\"b\"", "c'd")]
    [InlineData("echo \"\" ''", "", "")]
    [InlineData("echo a#b # c", "a#b", "#", "c")]
    [InlineData("echo a\\ b", "a\\", "b")]
    [InlineData("echo a| b", "a|", "b")]
    [InlineData("echo \"|\" '~'", "|", "~")]
    [InlineData("echo 'a\\n'", "a\\n")]
    [InlineData("echo hi\r", "hi\r")]
    [InlineData("echo \"a \\'b\\'\"", "a 'b'")]
    [InlineData("echo", new string[0])]
    public void Words_are_split_as_quotes_say(string line, params string[] words)
    {
        var call = Assert.IsType<ParsedLine.Invocation>(LineParser.Parse(line));
        Assert.Equal("echo", call.Name);
        Assert.Equal(words, call.Arguments);
        Assert.Null(call.Pipe);
    }

    [Theory]
    [InlineData("echo \"a", "guestfish: unterminated double quote")]
    [InlineData("echo \"a\\\"", "guestfish: unterminated double quote")]
    [InlineData("echo 'a", "guestfish: unterminated single quote")]
    [InlineData("echo \"a\"b", "guestfish: command arguments not separated by whitespace")]
    [InlineData("echo 'a'b", "guestfish: command arguments not separated by whitespace")]
    [InlineData("echo \"a\\qb\"", "guestfish: invalid escape sequence in string (starting at offset 1)")]
    [InlineData("echo \"a\\x4\"", "guestfish: invalid escape sequence in string (starting at offset 1)")]
    [InlineData("echo \"é\\12\"", "guestfish: invalid escape sequence in string (starting at offset 2)")]
    [InlineData("echo \"\\000\"", "guestfish: invalid escape sequence in string (starting at offset 0)")]
    public void What_cannot_be_split_is_named(string line, string message)
        => Assert.Equal(message, Assert.Throws<ShellSyntaxException>(() => LineParser.Parse(line)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("   \t")]
    [InlineData("# echo a")]
    [InlineData("\t# echo a")]
    [InlineData("-")]
    [InlineData("- # a")]
    public void Comments_and_empty_lines_do_nothing(string line) => Assert.IsType<ParsedLine.Blank>(LineParser.Parse(line));

    [Theory]
    [InlineData("-echo a", true)]
    [InlineData("- echo a", true)]
    [InlineData("  --echo a", true)]
    [InlineData("echo -a", false)]
    public void A_dash_in_front_forgives_errors(string line, bool forgives)
    {
        var call = Assert.IsType<ParsedLine.Invocation>(LineParser.Parse(line));
        Assert.Equal((forgives, "echo"), (call.IgnoresErrors, call.Name));
    }

    [Fact]
    public void What_follows_a_bar_is_the_host_shell_s()
    {
        var call = Assert.IsType<ParsedLine.Invocation>(LineParser.Parse("cat /f |grep 'x\"' > y"));
        Assert.Equal(["/f"], call.Arguments);
        Assert.Equal("grep 'x\"' > y", call.Pipe);
    }

    [Fact]
    public void Local_and_inline_commands_are_taken_whole()
    {
        Assert.Equal(new ParsedLine.Local(true, "echo \"a"), LineParser.Parse(" -!echo \"a"));
        Assert.Equal(new ParsedLine.Inline(false, " seq 3"), LineParser.Parse("<! seq 3"));
    }

    [Fact]
    public void Sixty_three_arguments_are_enough()
    {
        Assert.Equal(63, Assert.IsType<ParsedLine.Invocation>(LineParser.Parse("echo" + string.Concat(Enumerable.Repeat(" a", 63)))).Arguments.Count);
        Assert.Equal(
            "guestfish: too many arguments",
            Assert.Throws<ShellSyntaxException>(() => LineParser.Parse("echo" + string.Concat(Enumerable.Repeat(" a", 64)))).Message);
    }

    [Fact]
    public void Escapes_are_bytes_and_make_characters_together()
        => Assert.Equal(["é\a\"\\A\t"], Assert.IsType<ParsedLine.Invocation>(LineParser.Parse("echo \"\\xc3\\xa9\\a\\\"\\\\\\101\\t\"")).Arguments);

    [Fact]
    public void A_tilde_is_a_home_of_the_host()
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        Assert.SkipWhen(string.IsNullOrEmpty(home), "HOME is not set");
        var call = Assert.IsType<ParsedLine.Invocation>(LineParser.Parse("echo ~ ~/x ~root ~nobody-of-that-name a~"));
        Assert.Equal([home, home + "/x", "/root", "~nobody-of-that-name", "a~"], call.Arguments);
    }
}

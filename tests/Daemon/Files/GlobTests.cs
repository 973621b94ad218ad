using System.Text;
using GuestCtl.Daemon.Services.Files;
using GuestCtl.Daemon.Services.Files.Globbing;

namespace GuestCtl.Daemon.Tests.Files;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*", "abc", true)]
    [InlineData("*", ".abc", false)]
    [InlineData("*", "", true)]
    [InlineData(".*", ".abc", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "ab", false)]
    [InlineData("?", ".", false)]
    [InlineData("a*c*e", "abcde", true)]
    [InlineData("a*c*e", "abcd", false)]
    [InlineData("*.txt", "a.b.txt", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("[]]", "]", true)]
    [InlineData("[]a]", "a", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[[:digit:][:upper:]]", "7", true)]
    [InlineData("[[:digit:][:upper:]]", "Q", true)]
    [InlineData("[[:digit:][:upper:]]", "q", false)]
    [InlineData("[[:nonsense:]]", "n", false)]
    [InlineData("[\\]]", "]", true)]
    [InlineData("[", "[", true)]
    [InlineData("[ab", "[ab", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("[a-c", "b", false)]
    public void A_name_matches_a_pattern(string pattern, string name, bool expected)
        => Assert.Equal(expected, new GlobPattern(Encoding.UTF8.GetBytes(pattern)).IsMatch(Encoding.UTF8.GetBytes(name)));

    [Fact]
    public void Names_need_not_be_text()
    {
        Assert.True(new GlobPattern("a?b"u8.ToArray()).IsMatch([(byte)'a', 0xff, (byte)'b']));
        Assert.True(new GlobPattern([(byte)'[', 0xe0, (byte)'-', 0xff, (byte)']']).IsMatch([0xe9]));
    }

    [Fact]
    public void Many_stars_take_no_long_time()
    {
        var pattern = new GlobPattern(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("*a", 1000)) + "b"));
        Assert.False(pattern.IsMatch(Encoding.ASCII.GetBytes(new string('a', 255))));
    }

    [Theory]
    [InlineData("/a", "/a")]
    [InlineData("/{a,b}", "/a /b")]
    [InlineData("/{a,b}{c,d}", "/ac /ad /bc /bd")]
    [InlineData("/{a,{b,c}d,}e", "/ae /bde /cde /e")]
    [InlineData("/{a", "/{a")]
    [InlineData("/a}", "/a}")]
    [InlineData("/{}", "/")]
    [InlineData("/{a}", "/a")]
    [InlineData("/\\{a,b}", "/\\{a,b}")]
    [InlineData("/[{]{a,b}", "/[{]a /[{]b")]
    public void Braces_stand_for_alternatives(string pattern, string expected)
        => Assert.Equal(expected, string.Join(' ', Braces.Expand(Encoding.ASCII.GetBytes(pattern)).Select(Encoding.ASCII.GetString)));

    [Fact]
    public void Braces_that_multiply_without_bound_are_refused()
        => Assert.Throws<OperationFailedException>(() => Braces.Expand(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{a,b,c}", 50)))));

    [Fact]
    public void Any_bytes_can_be_a_pattern()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var pattern = new byte[random.Next(20)];
            for (var j = 0; j < pattern.Length; j++)
            {
                pattern[j] = (byte)@"[]{}\*?-!^:,a.b"[random.Next(15)];
            }

            foreach (var alternative in Braces.Expand(pattern))
            {
                _ = new GlobPattern(alternative).IsMatch("a.b[]-"u8);
                _ = new GlobPattern(alternative).HasWildcards;
            }
        }
    }
}

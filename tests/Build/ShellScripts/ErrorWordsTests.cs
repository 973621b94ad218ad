using GuestCtl.ShellScripts;

namespace GuestCtl.Build.Tests.ShellScripts;

public sealed class ErrorWordsTests
{
    [Theory]
    [InlineData("*stdin*:3: libguestfs: error: mkdir: /a: File exists", "*stdin*:3: libguestfs: error: there is a /a: File exists")]
    [InlineData("libguestfs: error: too small", "libguestfs: error: 1 MiB is too small")]
    [InlineData("libguestfs: error: size is negative: Success", "libguestfs: error: the size must not be negative")]
    public void Other_words_for_the_same_are_alike(string recorded, string ours)
        => Assert.Equal($"a\n{recorded}\nb", ErrorWords.Adopt($"a\n{recorded}\nb", $"a\n{ours}\nb"));

    [Theory]
    [InlineData("*stdin*:3: libguestfs: error: x", "*stdin*:4: libguestfs: error: x y")]
    [InlineData("libguestfs: error: /a: File exists", "libguestfs: error: /a: No such file or directory")]
    [InlineData("guestfish: no such thing", "guestfish: there is no such thing")]
    [InlineData("libguestfs: error: x", "no error")]
    public void Another_line_cause_or_program_is_a_difference(string recorded, string ours)
        => Assert.Equal(ours, ErrorWords.Adopt(recorded, ours));

    [Fact]
    public void An_answer_of_more_lines_is_left_as_it_is()
        => Assert.Equal("libguestfs: error: y\nmore", ErrorWords.Adopt("libguestfs: error: x", "libguestfs: error: y\nmore"));
}

using GuestCtl.Cli.Files;

namespace GuestCtl.Cli.Tests.Files;

public sealed class ModeTextTests
{
    [Theory]
    [InlineData("100644", "-rw-r--r--")]
    [InlineData("40755", "drwxr-xr-x")]
    [InlineData("120777", "lrwxrwxrwx")]
    [InlineData("104755", "-rwsr-xr-x")]
    [InlineData("104644", "-rwSr--r--")]
    [InlineData("102755", "-rwxr-sr-x")]
    [InlineData("41777", "drwxrwxrwt")]
    [InlineData("41776", "drwxrwxrwT")]
    [InlineData("60660", "brw-rw----")]
    [InlineData("10600", "prw-------")]
    public void Modes_look_as_ls_shows_them(string octal, string text) => Assert.Equal(text, ModeText.Format(Convert.ToInt64(octal, 8)));
}

using System.Text;
using GuestCtl.Launch;

namespace GuestCtl.Client.Tests.Launch;

public sealed class ConsoleBufferTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcdefgh", "abcdefgh")]
    [InlineData("abcdefgh|i", "bcdefghi")]
    [InlineData("abcde|fghij|k", "defghijk")]
    [InlineData("0123456789abcdefghij", "cdefghij")]
    [InlineData("xyz|0123456789abcdefghij|k", "defghijk")]
    public void The_last_bytes_are_kept_in_order(string chunks, string expected)
    {
        var buffer = new ConsoleBuffer(8);
        foreach (var chunk in chunks.Split('|'))
            buffer.Append(Encoding.ASCII.GetBytes(chunk));
        Assert.Equal(expected, buffer.ToString());
    }
}

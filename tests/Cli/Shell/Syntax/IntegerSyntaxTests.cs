using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Tests.Shell.Syntax;

/// <summary>The numbers of the faults are those that guestfish 1.48 prints for the same text.</summary>
public sealed class IntegerSyntaxTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1234", 1234)]
    [InlineData("02322", 1234)]
    [InlineData("0x4d2", 1234)]
    [InlineData("-5", -5)]
    [InlineData("+5", 5)]
    [InlineData(" 5", 5)]
    [InlineData("K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1KiB", 1024)]
    [InlineData("1KB", 1000)]
    [InlineData("1KD", 1000)]
    [InlineData("1MB", 1000000)]
    [InlineData("2M", 2 << 20)]
    [InlineData("1G", 1L << 30)]
    [InlineData("7E", 7L << 60)]
    public void Numbers_have_the_radix_and_the_unit_that_they_say(string text, long value)
    {
        Assert.Equal(IntegerFault.None, IntegerSyntax.Parse(text, out long found));
        Assert.Equal(value, found);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("x", 4)]
    [InlineData("-K", 4)]
    [InlineData("+K", 4)]
    [InlineData(" K", 4)]
    [InlineData("1kb", 2)]
    [InlineData("1m", 2)]
    [InlineData("1b", 2)]
    [InlineData("1.5M", 2)]
    [InlineData("1Mx", 2)]
    [InlineData("08", 2)]
    [InlineData("0x", 2)]
    [InlineData("1Kib", 2)]
    [InlineData("1Y", 1)]
    [InlineData("10E", 1)]
    [InlineData("9223372036854775808", 1)]
    [InlineData("-9223372036854775809", 1)]
    [InlineData("99999999999999999999x", 3)]
    [InlineData("10Ex", 3)]
    public void Wrong_numbers_say_how(string text, int fault) => Assert.Equal(fault, (int)IntegerSyntax.Parse(text, out long _));

    [Theory]
    [InlineData("-1", 4)]
    [InlineData("18446744073709551616", 1)]
    [InlineData("20E", 1)]
    [InlineData("1G2", 2)]
    public void Sizes_are_not_negative(string text, int fault) => Assert.Equal(fault, (int)IntegerSyntax.Parse(text, out ulong _));
}

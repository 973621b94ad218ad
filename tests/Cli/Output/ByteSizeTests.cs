using GuestCtl.Cli.Output;

namespace GuestCtl.Cli.Tests.Output;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(1023, "1023")]
    [InlineData(1024, "1.0K")]
    [InlineData(10_188, "9.9K")]
    [InlineData(10_240, "10K")]
    [InlineData(1_048_575, "1.0M")]
    [InlineData(1_073_741_824, "1.0G")]
    [InlineData(long.MaxValue, "8.0E")]
    public void Sizes_have_two_or_three_digits_and_a_unit(long bytes, string text) => Assert.Equal(text, ByteSize.Format(bytes));
}

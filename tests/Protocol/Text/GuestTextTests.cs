using CsCheck;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Protocol.Tests.Text;

public sealed class GuestTextTests
{
    [Fact]
    public void Any_bytes_come_back_unchanged()
        => Gen.Byte.Array[0, 64].Sample(bytes => GuestText.Encode(GuestText.Decode(bytes)).SequenceEqual(bytes));

    [Fact]
    public void Any_text_without_lone_surrogates_is_plain_utf8()
        => Gen.String.Where(s => !s.Any(char.IsSurrogate)).Sample(text => GuestText.Encode(text).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(text)));

    // Lone surrogates do not survive in attributes, so they are numbers here.
    [Theory]
    [InlineData("66FF6F", 0x66, 0xdcff, 0x6f)]
    [InlineData("C3A9", 0xe9)]
    [InlineData("F09F9880", 0xd83d, 0xde00)]
    [InlineData("C3", 0xdcc3)]
    [InlineData("EDB380", 0xdced, 0xdcb3, 0xdc80)]
    public void Bytes_have_their_fixed_text(string hex, params int[] text)
    {
        Assert.Equal(text, GuestText.Decode(Convert.FromHexString(hex)).Select(c => (int)c));
        Assert.Equal(hex, Convert.ToHexString(GuestText.Encode(Text(text))));
    }

    [Theory]
    [InlineData(0xd800)]
    [InlineData(0x61, 0xdc00)]
    [InlineData(0xdc7f)]
    public void A_surrogate_that_stands_for_no_byte_is_refused(params int[] text)
        => Assert.Contains("stands for no byte", Assert.Throws<ArgumentException>(() => GuestText.Encode(Text(text))).Message);

    [Theory]
    [InlineData("61EFBFBD", 0x61, 0xd800)]
    [InlineData("EFBFBD61", 0xdc00, 0x61)]
    [InlineData("66FF6F", 0x66, 0xdcff, 0x6f)]
    public void Text_that_may_have_been_cut_is_never_refused(string hex, params int[] text)
        => Assert.Equal(hex, Convert.ToHexString(GuestText.EncodeAll(Text(text))));

    private static string Text(int[] units) => string.Concat(units.Select(u => (char)u));
}

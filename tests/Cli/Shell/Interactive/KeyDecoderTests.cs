using System.Text;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Interactive;

namespace GuestCtl.Cli.Tests.Shell.Interactive;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("\r", ConsoleKey.Enter)]
    [InlineData("\n", ConsoleKey.Enter)]
    [InlineData("\t", ConsoleKey.Tab)]
    [InlineData("\x7f", ConsoleKey.Backspace)]
    [InlineData("\b", ConsoleKey.Backspace)]
    [InlineData("\e[A", ConsoleKey.UpArrow)]
    [InlineData("\eOA", ConsoleKey.UpArrow)]
    [InlineData("\e[1;5D", ConsoleKey.LeftArrow)]
    [InlineData("\e[H", ConsoleKey.Home)]
    [InlineData("\e[4~", ConsoleKey.End)]
    [InlineData("\e[3~", ConsoleKey.Delete)]
    [InlineData("\e[15~", ConsoleKey.None)]
    [InlineData("\ex", ConsoleKey.None)]
    [InlineData("\e\e[A", ConsoleKey.UpArrow)]
    public void A_key_is_known_by_what_the_terminal_sends_and_nothing_else_is_taken(string sent, ConsoleKey expected)
        => Assert.Equal([new TypedKey(expected), new TypedKey(ConsoleKey.None, Text: "z")], Keys(Encoding.UTF8.GetBytes(sent + "z")));

    [Fact]
    public void Control_and_a_letter_are_one_byte()
        => Assert.Equal([new TypedKey(ConsoleKey.A, HasControl: true), new TypedKey(ConsoleKey.Z, HasControl: true)], Keys([1, 26]));

    [Fact]
    public void A_character_of_several_bytes_is_one_key()
        => Assert.Equal(["a", "é", "€", "💿", "b"], Keys("aé€💿b"u8.ToArray()).Select(key => key.Text));

    [Fact]
    public void Bytes_that_are_not_text_are_kept()
        => Assert.Equal(["\udcff", "a"], Keys([0xff, (byte)'a']).Select(key => key.Text));

    [Fact]
    public void A_sequence_that_is_cut_off_ends_the_input() => Assert.Empty(Keys("\e[1"u8.ToArray()));

    private static List<TypedKey> Keys(byte[] sent)
    {
        var decoder = new KeyDecoder(new ScriptInput(new MemoryStream(sent)));
        var keys = new List<TypedKey>();
        while (decoder.Read() is { } key)
        {
            keys.Add(key);
        }

        return keys;
    }
}

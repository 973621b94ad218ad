using GuestCtl.Cli.Shell.Input;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>Makes keys of the bytes that a terminal sends for them.</summary>
internal sealed class KeyDecoder(ScriptInput input)
{
    private const int Escape = 0x1b;
    private const int Delete = 0x7f;
    private const int LongestCharacter = 4;

    // No key has more parameters.
    private const int LongestSequence = 16;

    /// <summary>Waits for a key; null at the end of the input.</summary>
    public TypedKey? Read() => input.ReadByte() switch
    {
        < 0 => null,
        '\r' or '\n' => new TypedKey(ConsoleKey.Enter),
        '\t' => new TypedKey(ConsoleKey.Tab),
        '\b' or Delete => new TypedKey(ConsoleKey.Backspace),
        Escape => AfterEscape(input.ReadByte()),
        >= 1 and <= 26 and var letter => new TypedKey(ConsoleKey.A + (letter - 1), HasControl: true),
        < ' ' => new TypedKey(ConsoleKey.None),
        var first => new TypedKey(ConsoleKey.None, Text: Character((byte)first)),
    };

    private TypedKey? AfterEscape(int next) => next switch
    {
        < 0 => null,
        '[' or 'O' => Sequence(),
        Escape => AfterEscape(input.ReadByte()),
        _ => new TypedKey(ConsoleKey.None),
    };

    // Parameters, and one character that ends the sequence.
    private TypedKey? Sequence()
    {
        var parameters = "";
        while (true)
        {
            switch (input.ReadByte())
            {
                case < 0:
                    return null;
                case >= 0x20 and < 0x40 and var one when parameters.Length < LongestSequence:
                    parameters += (char)one;
                    break;
                case var end:
                    return new TypedKey(KeyOf((char)end, parameters));
            }
        }
    }

    private static ConsoleKey KeyOf(char end, string parameters) => (end, parameters) switch
    {
        ('A', _) => ConsoleKey.UpArrow,
        ('B', _) => ConsoleKey.DownArrow,
        ('C', _) => ConsoleKey.RightArrow,
        ('D', _) => ConsoleKey.LeftArrow,
        ('H', _) or ('~', "1" or "7") => ConsoleKey.Home,
        ('F', _) or ('~', "4" or "8") => ConsoleKey.End,
        ('~', "3") => ConsoleKey.Delete,
        _ => ConsoleKey.None,
    };

    // Bytes that are no UTF-8 are kept as they are.
    private string Character(byte first)
    {
        Span<byte> bytes = stackalloc byte[LongestCharacter];
        bytes[0] = first;
        var length = first switch
        {
            >= 0xf0 and < 0xf8 => 4,
            >= 0xe0 and < 0xf0 => 3,
            >= 0xc0 and < 0xe0 => 2,
            _ => 1,
        };
        for (var i = 1; i < length; i++)
        {
            if (input.ReadByte() is not (>= 0 and var next))
            {
                length = i;
                break;
            }

            bytes[i] = (byte)next;
        }

        return GuestText.Decode(bytes[..length]);
    }
}

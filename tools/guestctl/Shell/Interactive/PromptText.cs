using System.Text;

namespace GuestCtl.Cli.Shell.Interactive;

/// <summary>The escapes in the texts that the environment gives for the prompt.</summary>
internal static class PromptText
{
    /// <summary>Replaces the escapes. The marks of what has no width are dropped: the editor finds that out itself.</summary>
    public static string? Decode(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'a':
                    result.Append('\a');
                    break;
                case 'e':
                    result.Append('\e');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case '[' or ']':
                    break;
                case 'x' when i + 2 < text.Length && text[(i + 1)..(i + 3)].All(char.IsAsciiHexDigit):
                    result.Append((char)Convert.ToInt32(text[(i + 1)..(i + 3)], 16));
                    i += 2;
                    break;
                case >= '0' and <= '7' when i + 2 < text.Length && text[i..(i + 3)].All(digit => digit is >= '0' and <= '7'):
                    result.Append((char)Convert.ToInt32(text[i..(i + 3)], 8));
                    i += 2;
                    break;
                case var other:
                    result.Append(other);
                    break;
            }
        }

        return result.ToString();
    }
}

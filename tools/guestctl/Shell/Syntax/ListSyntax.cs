using System.Text;

namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>An argument that holds a list: words with white space between them, in which single quotes hold white space together
/// and a backslash takes the meaning from a single quote; before anything else it is a backslash.</summary>
internal static class ListSyntax
{
    /// <summary>Splits a list.</summary>
    /// <exception cref="ShellSyntaxException">A quote is not closed.</exception>
    public static string[] Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool isInWord = false, isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'':
                    isQuoted = !isQuoted;
                    isInWord = true;
                    break;
                case '\\' when i + 1 < text.Length && text[i + 1] == '\'':
                    word.Append(text[++i]);
                    isInWord = true;
                    break;
                case var space when !isQuoted && LineParser.IsSpace(space):
                    if (isInWord)
                    {
                        words.Add(word.ToString());
                    }

                    word.Clear();
                    isInWord = false;
                    break;
                case var other:
                    word.Append(other);
                    isInWord = true;
                    break;
            }
        }

        if (isQuoted)
        {
            throw new ShellSyntaxException($"Runaway quote in string \"{text}\"");
        }

        return isInWord ? [.. words, word.ToString()] : [.. words];
    }
}

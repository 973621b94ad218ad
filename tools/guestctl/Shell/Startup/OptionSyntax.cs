namespace GuestCtl.Cli.Shell.Startup;

/// <summary>
/// Options as Unix programs have had them: letters together after '-', words after '--' that can be cut short, options among
/// the other words, and '--' as their end.
/// </summary>
/// <param name="letters">Each letter, followed by ':' if it takes an argument.</param>
/// <param name="words">Each word with its need of an argument.</param>
/// <param name="lettered">The words for which there is a letter, too.</param>
/// <param name="whole">The words that cannot be cut short, so that those which scripts know can be cut as before.</param>
internal sealed class OptionSyntax(
    string letters, IReadOnlyDictionary<string, OptionArgument> words, IReadOnlySet<string> lettered, IReadOnlySet<string> whole)
{
    /// <summary>Reads the options.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="option">Told of each option and its argument, in order.</param>
    /// <returns>The words that are no options.</returns>
    /// <exception cref="UsageException">An option is not known, or its argument is missing or too much.</exception>
    public List<string> Read(IReadOnlyList<string> arguments, Action<string, string?> option)
    {
        var others = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            switch (arguments[i])
            {
                case "--":
                    others.AddRange(arguments.Skip(i + 1));
                    return others;
                case ['-', '-', ..] word:
                    Word(word[2..], arguments, ref i, option);
                    break;
                case ['-', _, ..] group:
                    Letters(group, arguments, ref i, option);
                    break;
                case var other:
                    others.Add(other);
                    break;
            }
        }

        return others;
    }

    private void Word(string text, IReadOnlyList<string> arguments, ref int i, Action<string, string?> option)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var typed = equals < 0 ? text : text[..equals];
        var argument = equals < 0 ? null : text[(equals + 1)..];
        var name = Complete(typed);
        switch (words[name])
        {
            case OptionArgument.None when argument is not null:
                throw UsageException.WithHint($"option '--{name}' doesn't allow an argument");
            case OptionArgument.Required when argument is null:
                argument = ++i < arguments.Count ? arguments[i] : throw UsageException.WithHint($"option '--{name}' requires an argument");
                break;
        }

        option(name, argument);
    }

    private string Complete(string typed)
    {
        if (words.ContainsKey(typed))
        {
            return typed;
        }

        var candidates = words.Keys.Where(word => word.StartsWith(typed, StringComparison.Ordinal) && !whole.Contains(word)).ToList();
        candidates.RemoveAll(word => word != candidates[0] && Identity(word) == Identity(candidates[0]));
        return candidates switch
        {
            [var only] => only,
            [] => throw UsageException.WithHint($"unrecognized option '--{typed}'"),
            _ => throw UsageException.WithHint($"option '--{typed}' is ambiguous; possibilities: {string.Join(' ', candidates.Select(c => $"'--{c}'"))}"),
        };
    }

    // As the C library sees it, words without a letter of their own are all the same option, if they are alike in their argument.
    private (string Letter, OptionArgument Argument) Identity(string word)
        => (lettered.Contains(word) ? word : "", words[word]);

    private void Letters(string group, IReadOnlyList<string> arguments, ref int i, Action<string, string?> option)
    {
        for (var at = 1; at < group.Length; at++)
        {
            var letter = group[at];
            var place = letter == ':' ? -1 : letters.IndexOf(letter, StringComparison.Ordinal);
            if (place < 0)
            {
                throw UsageException.WithHint($"invalid option -- '{letter}'");
            }

            if (place + 1 >= letters.Length || letters[place + 1] != ':')
            {
                option(letter.ToString(), null);
                continue;
            }

            var argument = at + 1 < group.Length ? group[(at + 1)..]
                : ++i < arguments.Count ? arguments[i]
                : throw UsageException.WithHint($"option requires an argument -- '{letter}'");
            option(letter.ToString(), argument);
            return;
        }
    }
}

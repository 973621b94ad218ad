namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>Reads one line: what is to be done, and with which arguments.</summary>
internal sealed class LineParser
{
    /// <summary>The most arguments that a line may have. Scripts rely on being told when there are more.</summary>
    public const int MaximumArguments = 63;

    private readonly string _line;
    private int _at;

    private LineParser(string line) => _line = line;

    /// <summary>Parses a line without its end.</summary>
    /// <exception cref="ShellSyntaxException">A quote is not closed, or an escape is not one.</exception>
    public static ParsedLine Parse(string line) => new LineParser(line).Parse(IgnoresErrors(line));

    /// <summary>Whether a failure of the line is forgiven. It is known of lines that cannot be parsed, too.</summary>
    public static bool IgnoresErrors(string line) => line.AsSpan().TrimStart(Whitespace) is ['-', ..];

    /// <summary>What separates words.</summary>
    internal const string Whitespace = " \t";

    internal static bool IsSpace(char c) => Whitespace.Contains(c, StringComparison.Ordinal);

    private ParsedLine Parse(bool ignoresErrors)
    {
        SkipSpace();
        while (Current == '-')
        {
            _at++;
            SkipSpace();
        }

        if (IsAtEnd || Current == '#')
        {
            return new ParsedLine.Blank(ignoresErrors);
        }

        var rest = _line[_at..];
        if (rest[0] == '!')
        {
            return new ParsedLine.Local(ignoresErrors, rest[1..]);
        }

        if (rest.StartsWith("<!", StringComparison.Ordinal))
        {
            return new ParsedLine.Inline(ignoresErrors, rest[2..]);
        }

        var name = Word();
        var arguments = new List<string>();
        for (SkipSpace(); !IsAtEnd; SkipSpace())
        {
            if (Current == '|')
            {
                return new ParsedLine.Invocation(ignoresErrors, name, arguments, _line[(_at + 1)..]);
            }

            if (arguments.Count == MaximumArguments)
            {
                throw new ShellSyntaxException("guestfish: too many arguments");
            }

            arguments.Add(Argument());
        }

        return new ParsedLine.Invocation(ignoresErrors, name, arguments, null);
    }

    private string Argument() => Current switch
    {
        '"' => DoubleQuoted(),
        '\'' => SingleQuoted(),
        '~' => HomeDirectory.Expand(Word()),
        _ => Word(),
    };

    private string DoubleQuoted()
    {
        var start = ++_at;
        while (!IsAtEnd && Current != '"')
        {
            _at += Current == '\\' && _at + 1 < _line.Length ? 2 : 1;
        }

        if (IsAtEnd)
        {
            _ = DoubleQuotes.Unescape(_line[start..]); // A wrong escape is what is told of first.
        }

        return DoubleQuotes.Unescape(Close("double", start));
    }

    private string SingleQuoted()
    {
        var start = ++_at;
        while (!IsAtEnd && Current != '\'')
        {
            _at++;
        }

        return Close("single", start);
    }

    private string Close(string kind, int start)
    {
        if (IsAtEnd)
        {
            throw new ShellSyntaxException($"guestfish: unterminated {kind} quote");
        }

        var text = _line[start.._at++];
        return IsAtEnd || IsSpace(Current) ? text : throw new ShellSyntaxException("guestfish: command arguments not separated by whitespace");
    }

    private string Word()
    {
        var start = _at;
        while (!IsAtEnd && !IsSpace(Current))
        {
            _at++;
        }

        return _line[start.._at];
    }

    private void SkipSpace()
    {
        while (!IsAtEnd && IsSpace(Current))
        {
            _at++;
        }
    }

    private bool IsAtEnd => _at >= _line.Length;

    private char Current => _at < _line.Length ? _line[_at] : '\0';
}

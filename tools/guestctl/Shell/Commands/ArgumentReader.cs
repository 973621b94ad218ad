using System.Globalization;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Syntax;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>Turns the words of a command into the arguments of a function.</summary>
internal sealed class ArgumentReader(ShellSession session, FunctionCommand command, string calledName)
{
    private readonly List<string> _temporaryFiles = [];

    /// <summary>Reads all arguments.</summary>
    /// <returns>Null when they are wrong, after saying so.</returns>
    public FunctionCall? Read(IReadOnlyList<string> words)
    {
        var required = command.Parameters.Count(p => p.Kind != ParameterKind.Key);
        if (words.Count < required || words.Count > required + command.Options.Count)
        {
            session.Errors.Say($"error: incorrect number of arguments\nusage: {command.Usage}\ntype 'help {calledName}' for more help on {calledName}");
            return null;
        }

        var values = new object?[command.Parameters.Count + command.Options.Count];
        try
        {
            var next = 0;
            for (var i = 0; i < command.Parameters.Count; i++)
            {
                var parameter = command.Parameters[i];
                values[i] = parameter.Kind == ParameterKind.Key ? session.Keys.Read(parameter.Name) : Convert(parameter, words[next++], parameter.Name);
            }

            foreach (var word in words.Skip(next))
            {
                ReadOption(word, values);
            }

            return new FunctionCall(session, values, _temporaryFiles);
        }
        catch
        {
            _temporaryFiles.ForEach(File.Delete);
            throw;
        }
    }

    private void ReadOption(string word, object?[] values)
    {
        var index = command.Options.ToList().FindIndex(o => word.StartsWith(o.Name + ":", StringComparison.Ordinal));
        if (index < 0)
        {
            throw new ShellSyntaxException($"{calledName}: unknown optional argument \"{word}\"");
        }

        var option = command.Options[index];
        var value = Convert(option, word[(option.Name.Length + 1)..], "optargs_s." + option.Name);
        ref var place = ref values[command.Parameters.Count + index];
        place = place is null ? value : throw new ShellSyntaxException($"{calledName}: optional argument \"{option.Name}\" given more than once");
    }

    private object? Convert(Parameter parameter, string word, string what) => parameter.Kind switch
    {
        ParameterKind.Bool => BooleanSyntax.Parse(word),
        ParameterKind.Int => Integer(word, what) is >= int.MinValue and <= int.MaxValue and var small
            ? (int)small
            : throw new ShellSyntaxException($"{calledName}: {what}: integer out of range"),
        ParameterKind.Int64 => Integer(word, what),
        ParameterKind.List => ListSyntax.Split(word),
        ParameterKind.Path => WindowsPath.Resolve(session.Guest, word),
        ParameterKind.FileIn => FileIn(word),
        ParameterKind.FileOut => word == "-" ? FunctionCall.StandardOutput : word,
        ParameterKind.OptionalText => word.Length == 0 ? null : word,
        _ => word,
    };

    private long Integer(string word, string what)
        => IntegerSyntax.Parse(word, out long value) is var fault && fault == IntegerFault.None
            ? value
            : throw new ShellSyntaxException(string.Create(CultureInfo.InvariantCulture, $"{calledName}: {what}: invalid integer parameter (xstrtoll returned {(int)fault})"));

    private string FileIn(string word)
    {
        if (word == "-")
        {
            return "/dev/stdin";
        }

        if (!word.StartsWith(HereDocument.Mark, StringComparison.Ordinal))
        {
            return word;
        }

        var file = HereDocument.Read(session.Input, word[HereDocument.Mark.Length..], session.Guest.GetTmpdir());
        _temporaryFiles.Add(file);
        return file;
    }
}

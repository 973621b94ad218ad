using System.Text;

namespace GuestCtl.Compatibility;

/// <summary>What libguestfs says for one reason, in errors of some functions.</summary>
/// <param name="functions">Their names, with | between them; a name may end with * for all that begin like it.</param>
/// <param name="reason">The reason.</param>
/// <param name="words">The message. {function} is the function's name, {error} the errno's text, and the rest are arguments of the reason.</param>
internal sealed class KnownWords(string functions, Reason reason, string words)
{
    private readonly string[] _functions = functions.Split('|');

    /// <summary>Only with this errno; null for any.</summary>
    public int? Errno { get; init; }

    /// <summary>Only with this argument of the reason; null for any.</summary>
    public (string Name, string Value)? With { get; init; }

    /// <summary>Only with arguments for which this is true; null for all.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool>? When { get; init; }

    /// <summary>The message; null if these are not the words for it.</summary>
    public string? For(string function, GuestOperationException error) => For(function, error.Reason, error.ReasonArguments, error.Errno);

    /// <summary>As the other, for an error that is told of in pieces.</summary>
    public string? For(string function, Reason actual, IReadOnlyDictionary<string, string> arguments, int errno)
    {
        if (actual != reason || (Errno is { } only && only != errno) || !Array.Exists(_functions, name => IsCalled(name, function)))
        {
            return null;
        }

        if ((With is { } with && arguments.GetValueOrDefault(with.Name) != with.Value) || When?.Invoke(arguments) == false)
        {
            return null;
        }

        var message = new StringBuilder(words).Replace("{function}", function).Replace("{error}", SystemErrors.Text(errno));
        foreach (var (name, value) in arguments)
        {
            message.Replace($"{{{name}}}", value);
        }

        return message.ToString();
    }

    private static bool IsCalled(string name, string function)
        => name.EndsWith('*') ? function.StartsWith(name[..^1], StringComparison.Ordinal) : name == function;
}

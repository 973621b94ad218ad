using System.Collections;
using System.Globalization;

namespace GuestCtl.Daemon.Tools;

/// <summary>Arguments of a tool, of which some are there only if the caller wants them.</summary>
internal sealed class ArgumentList : IEnumerable<string>
{
    private readonly List<string> _words = [];

    /// <summary>Adds words.</summary>
    public ArgumentList Add(params string[] words)
    {
        _words.AddRange(words);
        return this;
    }

    /// <summary>Adds a word if it is wanted.</summary>
    public ArgumentList Flag(bool isWanted, string word) => isWanted ? Add(word) : this;

    /// <summary>Adds an option with a number, if there is one.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the number is negative.</exception>
    public ArgumentList Number(bool isGiven, string option, long value, string name) => isGiven ? Add(option, Natural(value, name)) : this;

    /// <summary>Adds "-o name=number", if there is one.</summary>
    /// <exception cref="OperationFailedException">EINVAL: the number is negative.</exception>
    public ArgumentList SubOption(bool isGiven, string name, long value) => isGiven ? Add("-o", $"{name}={Natural(value, name)}") : this;

    public IEnumerator<string> GetEnumerator() => _words.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Natural(long value, string name)
        => value >= 0 ? value.ToString(CultureInfo.InvariantCulture) : throw OperationFailedException.Invalid($"{name} is {value}, but must not be negative");
}

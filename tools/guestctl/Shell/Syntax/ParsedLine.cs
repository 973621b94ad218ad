namespace GuestCtl.Cli.Shell.Syntax;

/// <summary>One line of a script, understood.</summary>
/// <param name="IgnoresErrors">Whether it began with '-': its failure does not end the script.</param>
internal abstract record ParsedLine(bool IgnoresErrors)
{
    /// <summary>Nothing to do: empty, or a comment.</summary>
    internal sealed record Blank(bool IgnoresErrors) : ParsedLine(IgnoresErrors);

    /// <summary>!command: for the shell of the host.</summary>
    internal sealed record Local(bool IgnoresErrors, string Command) : ParsedLine(IgnoresErrors);

    /// <summary>&lt;!command: for the shell of the host, whose output is a script of ours.</summary>
    internal sealed record Inline(bool IgnoresErrors, string Command) : ParsedLine(IgnoresErrors);

    /// <summary>One of our commands, with what its output is piped into.</summary>
    internal sealed record Invocation(bool IgnoresErrors, string Name, IReadOnlyList<string> Arguments, string? Pipe) : ParsedLine(IgnoresErrors);
}

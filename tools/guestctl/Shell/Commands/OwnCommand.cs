namespace GuestCtl.Cli.Shell.Commands;

/// <summary>A command of the shell itself.</summary>
/// <param name="name">Its name.</param>
/// <param name="aliases">Its other names.</param>
/// <param name="usage">Its parameters.</param>
/// <param name="summary">One line: what it does.</param>
/// <param name="run">Does it; false when it failed and has said why.</param>
internal sealed class OwnCommand(
    string name, IReadOnlyList<string> aliases, string usage, string summary, Func<ShellSession, string, IReadOnlyList<string>, bool> run) : IShellCommand
{
    public string Name => name;

    public IReadOnlyList<string> Aliases => aliases;

    public string Summary => summary;

    public string Usage => $"{name} {usage}".TrimEnd();

    public string Description => char.ToUpperInvariant(summary[0]) + summary[1..] + ".";

    public bool Run(ShellSession session, string calledName, IReadOnlyList<string> arguments) => run(session, calledName, arguments);
}

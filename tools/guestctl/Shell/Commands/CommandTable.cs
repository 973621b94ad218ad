namespace GuestCtl.Cli.Shell.Commands;

/// <summary>All commands by all of their names. Case does not matter, nor whether a name has - or _.</summary>
internal sealed class CommandTable
{
    private readonly Dictionary<string, IShellCommand> _byName = new(StringComparer.OrdinalIgnoreCase);

    public CommandTable()
    {
        All = [.. OwnCommands.CreateAll(), .. GeneratedCommands.CreateAll()];
        foreach (var command in All)
        {
            foreach (var name in command.Aliases.Prepend(command.Name))
            {
                _byName.TryAdd(name, command);
            }
        }
    }

    public IReadOnlyList<IShellCommand> All { get; }

    /// <summary>Every name that a command can be called by.</summary>
    public IEnumerable<string> Names => _byName.Keys.Order(StringComparer.Ordinal);

    public IShellCommand? Find(string name) => _byName.GetValueOrDefault(name.Replace('_', '-'));
}

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>A command that calls one function of the library. All of them are generated.</summary>
internal sealed class FunctionCommand(string name, IReadOnlyList<string> aliases, string documentation) : IShellCommand
{
    public string Name => name;

    public IReadOnlyList<string> Aliases => aliases;

    /// <summary>The first sentence of the documentation.</summary>
    public string Summary => documentation.Replace('\n', ' ').Split(". ")[0].TrimEnd('.');

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The optional arguments.</summary>
    public required IReadOnlyList<Parameter> Options { get; init; }

    /// <summary>Whether the library does it without the appliance.</summary>
    public required bool IsOfHost { get; init; }

    /// <summary>The function to use instead; "none" if there is none; empty if it is not deprecated.</summary>
    public required string Deprecation { get; init; }

    public required Action<FunctionCall> Run { get; init; }

    public string Usage => string.Join(' ', [Name, .. Parameters.Where(p => p.Kind != ParameterKind.Key).Select(p => p.Name), .. Options.Select(o => o.OptionUsage)]);

    public string Description
    {
        get
        {
            var parameters = Parameters.Concat(Options).Select(p => $"\n\n{p.Name}: {p.Documentation}");
            var deprecation = Deprecation switch
            {
                "" => "",
                "none" => "\n\nThis function is deprecated.",
                var other => $"\n\nThis function is deprecated: use '{other.Replace('_', '-')}'.",
            };
            return documentation + string.Concat(parameters) + deprecation;
        }
    }

    bool IShellCommand.Run(ShellSession session, string calledName, IReadOnlyList<string> arguments)
    {
        using var call = new ArgumentReader(session, this, calledName).Read(arguments);
        if (call is null)
        {
            return false;
        }

        ShellRules.Check(name, call);
        Run(call);
        return true;
    }
}

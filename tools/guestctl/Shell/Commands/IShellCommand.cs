namespace GuestCtl.Cli.Shell.Commands;

/// <summary>A command of the shell.</summary>
internal interface IShellCommand
{
    string Name { get; }

    IReadOnlyList<string> Aliases { get; }

    /// <summary>One line: what it does.</summary>
    string Summary { get; }

    /// <summary>The command with its parameters.</summary>
    string Usage { get; }

    /// <summary>All that help says of it.</summary>
    string Description { get; }

    /// <summary>Runs it.</summary>
    /// <param name="session">The shell.</param>
    /// <param name="calledName">The name it was called by.</param>
    /// <param name="arguments">The words after it.</param>
    /// <returns>Whether it succeeded; if not, it has said why.</returns>
    bool Run(ShellSession session, string calledName, IReadOnlyList<string> arguments);
}

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command not: turns failure into success, and success into failure.</summary>
internal static class NotCommand
{
    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            return CommandRunner.RefuseUnknown(session, calledName); // The word alone has never been a command.
        }

        return !new CommandRunner(session).Execute(words[0], [.. words.Skip(1)]);
    }
}

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command not: turns failure into success, and success into failure.</summary>
internal static class NotCommand
{
    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            session.Errors.Say("use 'not command [args...]'");
            return false;
        }

        return !new CommandRunner(session).Execute(words[0], [.. words.Skip(1)]);
    }
}

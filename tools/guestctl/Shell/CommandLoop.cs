using GuestCtl.Cli.Shell.Commands;

namespace GuestCtl.Cli.Shell;

/// <summary>Runs commands from a script or from the command line until one fails.</summary>
internal sealed class CommandLoop(ShellSession session)
{
    private readonly CommandRunner _runner = new(session);

    /// <summary>Runs the lines of the script.</summary>
    /// <returns>Whether none failed.</returns>
    public bool RunScript()
    {
        while (!session.IsQuitting && session.Input.ReadCommand() is { } line)
        {
            session.Errors.Line++;
            if (!_runner.RunLine(line))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs the words of the command line, where ':' stands between commands. The command exit does not end them.</summary>
    /// <returns>Whether none failed.</returns>
    public bool RunWords(IReadOnlyList<string> words)
    {
        for (var start = 0; start < words.Count;)
        {
            var command = words.Skip(start).TakeWhile(word => word != ":").ToList();
            start += command.Count + 1;
            if (command.Count == 0)
            {
                session.Errors.Say("guestfish: empty command on command line");
                return false;
            }

            var ignoresErrors = command[0].StartsWith('-');
            if (!_runner.Run(command[0].TrimStart('-'), command[1..], null, ignoresErrors) && !ignoresErrors)
            {
                return false;
            }
        }

        return true;
    }
}

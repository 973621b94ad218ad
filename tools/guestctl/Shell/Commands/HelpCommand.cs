using System.Text;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command help.</summary>
internal static class HelpCommand
{
    private const int Width = 76;
    private const int NameWidth = 20;

    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        switch (words)
        {
            case []:
                session.Output.Text(General);
                return true;
            case ["-l" or "--list"]:
                return List(session);
            case [var name]:
                return Show(session, name);
            default:
                session.Errors.Say("use 'help', 'help <cmd>' or 'help -l|--list' to list all commands");
                return false;
        }
    }

    /// <summary>One line for each name of each command.</summary>
    public static bool List(ShellSession session)
    {
        session.Output.Line($"    {"Command",-20} Description");
        foreach (var name in session.Commands.Names.OrderBy(name => name is not ("help" or "quit")))
        {
            var command = session.Commands.Find(name)!;
            session.Output.Line($"{name,-NameWidth} {(name == command.Name ? command.Summary : $"alias for '{command.Name}'")}");
        }

        session.Output.Line("    Use -h <cmd> / help <cmd> to show detailed help for a command.");
        return true;
    }

    /// <summary>All about one command.</summary>
    public static bool Show(ShellSession session, string name)
    {
        if (session.Commands.Find(name) is not { } command)
        {
            session.Errors.Say($"{name}: command not known: use -h to list all commands");
            return false;
        }

        var description = Wrap(command.Description) + (command.Aliases.Count == 0 ? "" : "\n" + Wrap($"You can use {string.Join(" or ", command.Aliases.Select(a => $"'{a}'"))} as an alias for this command."));
        session.Output.Text($"NAME\n    {command.Name} - {command.Summary}\n\nSYNOPSIS\n     {command.Usage}\n\nDESCRIPTION\n{description}\n");
        return true;
    }

    private const string General = """
        Choose disk images with the options -a or -N, or with the commands 'add',
        'sparse' and 'alloc'. Then 'run' starts the appliance that works on them.

        'help COMMAND' tells about one command, 'help -l' lists them all, and
        'man' opens the manual.


        """;

    private static string Wrap(string text)
    {
        var wrapped = new StringBuilder();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "   ";
            foreach (var word in paragraph.Split(' '))
            {
                if (line.Length + 1 + word.Length > Width)
                {
                    wrapped.Append(line).Append('\n');
                    line = "   ";
                }

                line += " " + word;
            }

            wrapped.Append(line.TrimEnd()).Append('\n');
        }

        return wrapped.ToString();
    }
}

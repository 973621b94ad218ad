namespace GuestCtl.Cli.Shell.Events;

/// <summary>The commands for handlers of events.</summary>
internal static class EventCommands
{
    public static bool Add(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 3)
        {
            session.Errors.Say("use 'event <name> <eventset> <script>' to register an event handler");
            return false;
        }

        session.Events.Add(words[0], EventNames.Parse(words[1]), words[2]);
        return true;
    }

    public static bool Delete(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count != 1)
        {
            session.Errors.Say("use 'delete-event <name>' to delete an event handler");
            return false;
        }

        if (session.Events.Remove(words[0]) == 0)
        {
            session.Errors.Say($"delete-event: {words[0]}: no such event handler");
            return false;
        }

        return true;
    }

    public static bool List(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            session.Errors.Say("use ‘list-events’ to list event handlers");
            return false;
        }

        foreach (var handler in session.Events.Listed)
        {
            session.Output.Line($"\"{handler.Name}\" ({handler.Number}): {EventNames.Format(handler.Kinds)}: {handler.Script}");
        }

        return true;
    }
}

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>Commands about the handle.</summary>
internal static class HandleCommands
{
    public static bool Reopen(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            session.Errors.Say("‘reopen’ command takes no parameters");
            return false;
        }

        session.Reopen();
        return true;
    }

    /// <summary>A table of the feature groups.</summary>
    public static bool ListSupported(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        var groups = session.Guest.AvailableAllGroups();
        var width = groups.Length == 0 ? 0 : groups.Max(group => group.Length);
        foreach (var group in groups)
        {
            session.Output.Line($"{group.PadLeft(width)} {(session.Guest.FeatureAvailable([group]) ? "yes" : "no")}");
        }

        return true;
    }
}

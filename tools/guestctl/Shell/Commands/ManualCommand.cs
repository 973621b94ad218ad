using GuestCtl.Cli.Shell.Host;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command man: all that help knows, in the pager.</summary>
internal static class ManualCommand
{
    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            session.Errors.Say("use ‘man’ without parameters to open the manual");
            return false;
        }

        using var pager = HostShell.StartReader(Environment.GetEnvironmentVariable("PAGER") is { Length: > 0 } own ? own : "more");
        var restore = session.Output.Redirect(pager.StandardInput.BaseStream);
        _ = Startup.HelpText.Options(session);
        foreach (var command in session.Commands.All)
        {
            session.Output.Text("\n");
            _ = HelpCommand.Show(session, command.Name);
        }

        _ = session.Output.TakeFailure(); // A reader of the manual may stop before its end.
        restore();
        pager.StandardInput.BaseStream.Dispose();
        pager.WaitForExit();
        return true;
    }
}

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command echo.</summary>
internal static class EchoCommand
{
    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        session.Output.Line(string.Join(' ', words));
        return true;
    }
}

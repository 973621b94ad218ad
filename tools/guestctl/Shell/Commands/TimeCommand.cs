using System.Diagnostics;
using System.Globalization;

namespace GuestCtl.Cli.Shell.Commands;

/// <summary>The command time.</summary>
internal static class TimeCommand
{
    public static bool Run(ShellSession session, string calledName, IReadOnlyList<string> words)
    {
        if (words.Count == 0)
        {
            session.Errors.Say("use 'time command [args...]'");
            return false;
        }

        var watch = Stopwatch.StartNew();
        if (!new CommandRunner(session).Execute(words[0], [.. words.Skip(1)]))
        {
            return false;
        }

        session.Output.Line(string.Create(CultureInfo.InvariantCulture, $"elapsed time: {watch.Elapsed.TotalSeconds:0.00} seconds"));
        return true;
    }
}

using GuestCtl.Cli.Output;
using GuestCtl.Cli.Shell;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Startup;

namespace GuestCtl.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var brokenPipes = BrokenPipes.ReportAsErrors();
        if (ShellArguments.OfProcess(arguments) is { } shell)
        {
            return GuestfishShell.Run(shell, StandardInput.Open(), StandardOutput.Open(), StandardOutput.OpenError());
        }

        using var streams = Streams.OfProcess();
        return await new CommandLine(streams).RunAsync(arguments).ConfigureAwait(false);
    }
}

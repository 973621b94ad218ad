using System.Runtime.InteropServices;
using GuestCtl.Cli.Output;
using GuestCtl.Cli.Shell;
using GuestCtl.Cli.Shell.Input;
using GuestCtl.Cli.Shell.Startup;

namespace GuestCtl.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        // A reader that goes away is seen as an error of the write, not as a signal that ends us without cleaning up.
        using var ignored = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create((PosixSignal)13, static context => context.Cancel = true);
        if (ShellArguments.OfProcess(arguments) is { } shell)
        {
            return GuestfishShell.Run(shell, StandardInput.Open(), StandardOutput.Open(), StandardOutput.OpenError());
        }

        using var streams = Streams.OfProcess();
        return await new CommandLine(streams).RunAsync(arguments).ConfigureAwait(false);
    }
}

using System.CommandLine;
using GuestCtl.Appliances;
using GuestCtl.Server.Logging;
using GuestCtl.Server.Serving;

namespace GuestCtl.Server;

/// <summary>The program: reads the command line, serves, and ends every failure in one line and an exit code.</summary>
/// <param name="output">Told where callers connect, once they can.</param>
/// <param name="error">Log lines and failures.</param>
internal sealed class ServerProgram(TextWriter output, TextWriter error)
{
    // Closing the handle writes to the disks, which can take long on a slow one. Below the 90 s after which systemd kills.
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(80);

    // File names may begin with '@', which must not be read as a file with arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var command = new ServerCommand();
        command.SetAction((parsed, stop) => ServeAsync(command.Read(parsed), stop));
        var parsed = command.Parse(arguments, Parsing);
        if (parsed.Errors.Count > 0)
        {
            Report(parsed.Errors[0].Message);
            error.WriteLine("Try 'guestctl-server --help'.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CleanUpTime, Output = output, Error = error,
        }).ConfigureAwait(false);
    }

    private async Task<int> ServeAsync(ServerOptions options, CancellationToken stop)
    {
        try
        {
            return await Gateway.RunAsync(options, output, error, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception e)
        {
            // The program's last line of defence: no failure may end in a stack trace.
            Report(Describe(e));
            return e is ApplianceException or ApplianceBuildException ? ExitCode.Appliance : ExitCode.Failed;
        }
    }

    // Errors that nobody expected keep their type's name: that is what a bug report needs.
    private static string Describe(Exception failure) => failure switch
    {
        ApplianceException { ConsoleTail.Length: > 0 } => $"{failure.Message} Run it again with -v to see the appliance's console.",
        ServerException or GuestOperationException or ApplianceException or ApplianceBuildException or IOException or UnauthorizedAccessException => failure.Message,
        _ => $"internal error, please report it: {failure.GetType().Name}: {failure.Message}",
    };

    private void Report(string message) => error.WriteLine($"guestctl-server: {LogText.OneLine(message)}");
}

using GuestCtl.Appliances;
using GuestCtl.Cli.Output;

namespace GuestCtl.Cli;

/// <summary>What the user is told of an exception, and the exit code it ends the program with.</summary>
internal static class Failure
{
    /// <summary>Reports on stderr, and returns the exit code.</summary>
    /// <param name="error">What happened.</param>
    /// <param name="streams">Where to say it.</param>
    /// <param name="verbose">Whether to print the console's tail too.</param>
    /// <param name="interrupted">Whether the user pressed Ctrl-C: then whatever came of it is not an error.</param>
    public static int Report(Exception error, Streams streams, bool verbose, bool interrupted)
    {
        if (Unwrap(error) is BrokenPipeException)
        {
            return ExitCode.BrokenPipe;
        }

        if (interrupted)
        {
            streams.ErrorLine("guestctl: interrupted");
            return ExitCode.Interrupted;
        }

        error = Unwrap(error);
        streams.ErrorLine($"guestctl: {TerminalText.EscapeLine(Fold(Describe(error)))}");
        if (error is ApplianceException { ConsoleTail.Length: > 0 } lost)
        {
            streams.ErrorLine(verbose
                ? $"The end of the appliance's console:\n{TerminalText.EscapeLines(lost.ConsoleTail)}"
                : "guestctl: run it again with -v to see the appliance's console, or 'guestctl doctor' to check this machine");
        }

        return CodeOf(error);
    }

    public static int CodeOf(Exception error) => error switch
    {
        CliException own => own.Code,
        ApplianceException or ApplianceBuildException => ExitCode.Appliance,
        _ => ExitCode.Failed,
    };

    // Errors that nobody expected keep their type's name: that is what a bug report needs.
    private static string Describe(Exception error) => error switch
    {
        CliException or GuestOperationException or ApplianceException or ApplianceBuildException or IOException or UnauthorizedAccessException or InvalidDataException => error.Message,
        OperationCanceledException => "the operation was cancelled",
        _ => $"internal error, please report it: {error.GetType().Name}: {error.Message}",
    };

    // What a tool in the appliance said may have several lines.
    private static string Fold(string message)
        => string.Join("; ", message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static Exception Unwrap(Exception error)
    {
        for (var at = error; at is not null; at = at.InnerException)
        {
            if (at is BrokenPipeException)
            {
                return at;
            }
        }

        return error is AggregateException { InnerExceptions: [var only] } ? Unwrap(only) : error;
    }
}

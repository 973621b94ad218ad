using System.Globalization;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Tells of progress and does nothing else, for the tests of those that show it.</summary>
internal static class DebugProgress
{
    private const int UsualStep = 100_000;  // microseconds
    private const int ShortestStep = 1000;
    private const int LongestSeconds = 3600;

    /// <summary>Takes as many seconds as the first argument says, and tells of each step.</summary>
    /// <param name="arguments">The seconds, and how many microseconds a step takes: a tenth of a second if not given.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="OperationFailedException">The argument is not a number of seconds.</exception>
    public static async Task<string> RunAsync(string[] arguments, ServerCallContext call)
    {
        if (arguments is not ([_] or [_, _]) || !TryParse(arguments[0], out var seconds) || !TryParse(arguments.ElementAtOrDefault(1) ?? $"{UsualStep}", out var length))
        {
            throw OperationFailedException.Invalid("progress: expecting one or more args: time in seconds [, rate in microseconds]");
        }

        if (seconds is 0 or > LongestSeconds)
        {
            throw OperationFailedException.Invalid("progress: argument is 0, less than 0, or too large");
        }

        var step = TimeSpan.FromMicroseconds(Math.Max(length, ShortestStep));
        var steps = (ulong)(TimeSpan.FromSeconds(seconds) / step);
        for (ulong done = 1; done <= steps; done++)
        {
            await Task.Delay(step, call.CancellationToken);
            call.ReportProgress(done, steps);
        }

        return "ok";
    }

    private static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

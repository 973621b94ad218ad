using System.Globalization;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Commands;

/// <summary>Tells of progress and does nothing else, for the tests of those that show it.</summary>
internal static class DebugProgress
{
    private const int StepsPerSecond = 10;
    private const int LongestSeconds = 3600;

    /// <summary>Takes as many seconds as the first argument says, in steps of a tenth, and tells of each.</summary>
    /// <param name="arguments">The seconds.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="OperationFailedException">The argument is not a number of seconds.</exception>
    public static async Task<string> RunAsync(string[] arguments, ServerCallContext call)
    {
        if (arguments is not [var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is 0 or > LongestSeconds)
        {
            throw OperationFailedException.Invalid($"debug progress: expecting the number of seconds, 1 to {LongestSeconds}");
        }

        var steps = (ulong)seconds * StepsPerSecond;
        for (ulong step = 1; step <= steps; step++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1.0 / StepsPerSecond), call.CancellationToken);
            call.ReportProgress(step, steps);
        }

        return "ok";
    }
}

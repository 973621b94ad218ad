using Microsoft.Extensions.Logging;

namespace GuestCtl.Handle;

/// <summary>What a handle logs.</summary>
internal static partial class HandleLog
{
    [LoggerMessage(1, LogLevel.Error, "The appliance was lost: {Reason}")]
    public static partial void ApplianceLost(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "The appliance is ready after {Milliseconds} ms")]
    public static partial void Ready(ILogger logger, long milliseconds);

    [LoggerMessage(5, LogLevel.Warning, "A handler of the event {Kind} failed")]
    public static partial void HandlerFailed(ILogger logger, Exception error, Events.GuestEventKind kind);

    [LoggerMessage(4, LogLevel.Information, "Calls go through the serial port, which is slower, without shared memory: {Reason}")]
    public static partial void NoRings(ILogger logger, string reason);

    [LoggerMessage(3, LogLevel.Debug, "{Step} took {Milliseconds} ms")]
    public static partial void Step(ILogger logger, string step, long milliseconds);
}

using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Logging;

/// <summary>What the gateway says of itself.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Launching the appliance; drives: {Count}, {Access}")]
    public static partial void Launching(ILogger logger, int count, string access);

    [LoggerMessage(Level = LogLevel.Information, Message = "Building the appliance: {Step}")]
    public static partial void Building(ILogger logger, string step);

    [LoggerMessage(Level = LogLevel.Information, Message = "Ending: running calls have {Seconds} s, then the handle is closed")]
    public static partial void Ending(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Every user of this machine can connect to {Address}; a unix socket keeps others out")]
    public static partial void OpenToAllUsers(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Information, Message = "Refused {Method}: it belongs to the gateway's own machine")]
    public static partial void Refused(ILogger logger, string method);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a connection: calls are running on all {Most} others")]
    public static partial void TooManyConnections(ILogger logger, int most);

    [LoggerMessage(Level = LogLevel.Debug, Message = "console: {Text}")]
    public static partial void ApplianceConsole(ILogger logger, string text);
}

using Microsoft.Extensions.Logging;

namespace GuestCtl.WarmStart;

internal static partial class WarmStartLog
{
    [LoggerMessage(240, LogLevel.Debug, "No warm start: {Reason}")]
    public static partial void Off(ILogger logger, string reason);

    [LoggerMessage(241, LogLevel.Warning, "Warm start failed, so the appliance boots: {Reason}")]
    public static partial void Failed(ILogger logger, string reason);

    [LoggerMessage(242, LogLevel.Warning, "The template in {Directory} cannot be used, and is removed: {Reason}")]
    public static partial void Unusable(ILogger logger, string directory, string reason);

    [LoggerMessage(243, LogLevel.Warning, "No template was saved, so the next launch boots too: {Reason}")]
    public static partial void NotSaved(ILogger logger, string reason);

    [LoggerMessage(244, LogLevel.Debug, "Saved a template in {Directory}")]
    public static partial void Published(ILogger logger, string directory);

    [LoggerMessage(245, LogLevel.Debug, "Removed {Directory}")]
    public static partial void Removed(ILogger logger, string directory);

    [LoggerMessage(246, LogLevel.Warning, "{Directory} cannot be removed: {Reason}")]
    public static partial void NotRemoved(ILogger logger, string directory, string reason);

    [LoggerMessage(247, LogLevel.Warning, "The appliance in {Directory} could not be checked for changes: {Reason}")]
    public static partial void NotSealed(ILogger logger, string directory, string reason);
}

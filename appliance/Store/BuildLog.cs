using Microsoft.Extensions.Logging;

namespace GuestCtl.Appliances.Store;

/// <summary>Log lines of a build.</summary>
internal static partial class BuildLog
{
    [LoggerMessage(1, LogLevel.Information, "Appliance: {Step}")]
    internal static partial void Step(ILogger logger, string step);

    [LoggerMessage(2, LogLevel.Information, "Appliance: built {Directory} in {Seconds:F1} s")]
    internal static partial void Built(ILogger logger, string directory, double seconds);
}

using Microsoft.Extensions.Logging;

namespace GuestCtl.Launch;

internal static partial class LaunchLog
{
    [LoggerMessage(221, LogLevel.Debug, "Started {Program} as process {Pid}")]
    public static partial void Started(ILogger logger, string program, int pid);

    [LoggerMessage(222, LogLevel.Trace, "Command line: {CommandLine}")]
    public static partial void CommandLine(ILogger logger, string commandLine);

    [LoggerMessage(223, LogLevel.Information, "{Reason}")]
    public static partial void Fallback(ILogger logger, string reason);

    [LoggerMessage(224, LogLevel.Debug, "{Reason}")]
    public static partial void QuietFallback(ILogger logger, string reason);

    [LoggerMessage(225, LogLevel.Debug, "Removed {Path}, which a dead process had left behind")]
    public static partial void Swept(ILogger logger, string path);

    [LoggerMessage(228, LogLevel.Warning, "QEMU (process {Pid}) was killed and has not ended within {Seconds} s: the kernel holds it, perhaps for a disk that does not answer")]
    public static partial void NotGone(ILogger logger, int pid, double seconds);

    [LoggerMessage(226, LogLevel.Debug, "An observer of the console failed")]
    public static partial void ObserverFailed(ILogger logger, Exception error);

    [LoggerMessage(227, LogLevel.Debug, "Drive {Target} is attached as {Node}")]
    public static partial void Attached(ILogger logger, int target, string node);
}

using Microsoft.Extensions.Logging;

namespace GuestCtl.Qemu.Qmp;

internal static partial class QmpLog
{
    [LoggerMessage(200, LogLevel.Trace, "QMP event {Name}")]
    public static partial void Event(ILogger logger, string name);

    // The arguments stay out of the log: object-add carries secrets.
    [LoggerMessage(201, LogLevel.Trace, "QMP command {Command}")]
    public static partial void Command(ILogger logger, string command);

    [LoggerMessage(202, LogLevel.Debug, "An observer of QMP events failed")]
    public static partial void ObserverFailed(ILogger logger, Exception error);
}

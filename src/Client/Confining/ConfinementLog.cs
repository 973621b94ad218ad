using Microsoft.Extensions.Logging;

namespace GuestCtl.Confining;

internal static partial class ConfinementLog
{
    [LoggerMessage(260, LogLevel.Information, "QEMU is confined by {Report}")]
    public static partial void Missing(ILogger logger, ConfinementReport report);
}

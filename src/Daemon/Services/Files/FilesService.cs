using System.Globalization;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Files;

/// <summary>Files and directories of the guest.</summary>
internal sealed partial class FilesService(GuestRoot root) : Protocol.Api.Files.FilesBase
{
    private static OperationFailedException Negative(string what, long value)
        => OperationFailedException.Invalid($"the {what} is {value}, but must not be negative", Reasons.ArgumentNegative(what, value.ToString(CultureInfo.InvariantCulture)));
}

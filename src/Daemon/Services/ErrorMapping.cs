using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services;

/// <summary>What the caller sees of an exception.</summary>
internal static class ErrorMapping
{
    public static RpcException Map(Exception error) => error switch
    {
        OperationFailedException failed => GuestErrors.Create(failed.Message, failed.Errno, reason: failed.Reason),
        OutOfMemoryException => GuestErrors.Create("the appliance ran out of memory: raise memsize", Errno.ENOMEM, StatusCode.ResourceExhausted),
        IOException or UnauthorizedAccessException => GuestErrors.Create(error.Message, Errno.EIO),
        OperationCanceledException => GuestErrors.Create("the call was cancelled", Errno.EINTR, StatusCode.Cancelled),
        _ => GuestErrors.Create($"the daemon made a mistake: {error}", 0, StatusCode.Internal),
    };
}

using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>How a service method tells how far it has come.</summary>
public static class CallProgress
{
    /// <summary>Sends the position to the caller. Over real gRPC, which has no place for it, nothing is sent.</summary>
    /// <param name="context">The call.</param>
    /// <param name="position">Units done so far.</param>
    /// <param name="total">Units in all.</param>
    public static void ReportProgress(this ServerCallContext context, ulong position, ulong total)
        => (context as FrameServerCallContext)?.ReportProgress(position, total);
}

using Grpc.Core;
using GuestCtl.Handle;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Native.Serving;

/// <summary>Turns exceptions into what a C program learns: a Linux errno and a text.</summary>
internal static class FaceErrors
{
    private const int EINTR = 4;
    private const int EINVAL = 22;

    public static (int Errno, string Text) Of(Exception error) => error switch
    {
        GuestOperationException { Reason: KnownReasons.NotLaunched } early => (EINVAL, early.Message + KnownReasons.RunHint),
        GuestOperationException failed => (failed.Errno, failed.Message),
        OperationCanceledException => (EINTR, error.Message),
        RpcException failed => (failed.Errno(), failed.Status.Detail),
        ApplianceException => (0, error.Message),
        ObjectDisposedException => (EINVAL, "the handle is closed"),
        _ => (0, $"unexpected error in GuestCtl, please report it: {error}"),
    };
}

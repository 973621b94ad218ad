using Grpc.Core;
using GuestCtl.Compatibility;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Native.Serving;

/// <summary>Turns exceptions into what a C program learns: a Linux errno and a text, both as libguestfs has them where that is known.</summary>
internal static class FaceErrors
{
    /// <summary>The error of a call.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="located">The last name of a file that was made absolute, and how the program wrote it.</param>
    public static (int Errno, string Text) Of(Exception error, (string Name, string Written) located) => error switch
    {
        GuestOperationException failed when InWordsOf(failed, located) is var text => (ErrorNumbers.Of(failed, text), text),
        OperationCanceledException => (Errno.EINTR, error.Message),
        RpcException failed => (failed.Errno(), failed.Status.Detail),
        ApplianceException => (0, error.Message),
        ObjectDisposedException => (Errno.EINVAL, "the handle is closed"),
        _ => (0, $"unexpected error in GuestCtl, please report it: {error}"),
    };

    private static string InWordsOf(GuestOperationException failed, (string Name, string Written) located)
    {
        var text = KnownMessages.Of(failed).First();
        return located.Name.Length > 0 ? text.Replace(located.Name, located.Written, StringComparison.Ordinal) : text;
    }
}

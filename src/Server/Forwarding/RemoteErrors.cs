using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Server.Forwarding;

/// <summary>Turns the library's exceptions back into what travels: a status with the errno in a trailer, as the guest sent it.</summary>
internal static class RemoteErrors
{
    // Other implementations of gRPC refuse more than 8 KiB of trailers, and the caller would see that in place of the error.
    private const int MaxDetail = 4096;
    private const int MaxArguments = 2048;

    /// <summary>The error for the caller; null for one that nobody expected, whose text stays here.</summary>
    public static RpcException? Of(Exception error) => error switch
    {
        RpcException status => Fit(status),
        GuestOperationException { InnerException: RpcException status } => Fit(status),
        GuestOperationException failed => Fit(GuestErrors.Create(failed.Detail, failed.Errno, reason: new ErrorReason(failed.Reason, failed.ReasonArguments))),
        ApplianceException lost => Fit(GuestErrors.Create(lost.Message, code: StatusCode.Unavailable)),
        ObjectDisposedException => GuestErrors.Create("the gateway is ending", code: StatusCode.Unavailable),
        OperationCanceledException => GuestErrors.Create("the call was cancelled", code: StatusCode.Cancelled),
        _ => null,
    };

    private static RpcException Fit(RpcException error)
    {
        var detail = error.Status.Detail;
        var fitting = FittingLength(detail);
        var reason = error.Reason();
        var areArgumentsShort = reason.Arguments.Sum(argument => argument.Key.Length + argument.Value.Length) <= MaxArguments;
        return fitting == detail.Length && areArgumentsShort
            ? error
            : GuestErrors.Create(
                fitting == detail.Length ? detail : detail[..fitting] + " [...]",
                error.Errno(),
                error.StatusCode,
                areArgumentsShort ? reason : new ErrorReason(reason.Reason));
    }

    // On the way every byte of UTF-8 that is not printable ASCII is written as %XX.
    private static int FittingLength(string detail)
    {
        var encoded = 0;
        var at = 0;
        foreach (var rune in detail.EnumerateRunes())
        {
            encoded += rune.Value is >= ' ' and <= '~' and not '%' ? 1 : 3 * rune.Utf8SequenceLength;
            if (encoded > MaxDetail)
            {
                return at;
            }

            at += rune.Utf16SequenceLength;
        }

        return detail.Length;
    }
}

using System.Globalization;
using Grpc.Core;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Protocol.Rpc;

/// <summary>How an operation's error travels: a gRPC status whose trailer holds the errno.</summary>
public static class GuestErrors
{
    /// <summary>The trailer that holds a Linux errno in decimal.</summary>
    public const string ErrnoTrailer = "guestctl-errno";

    /// <summary>Creates the error that a service throws when the operation failed.</summary>
    /// <param name="message">For people: what was tried and what happened.</param>
    /// <param name="errno">A Linux errno, or 0.</param>
    /// <param name="code">The gRPC status code; the errno says more.</param>
    public static RpcException Create(string message, int errno = 0, StatusCode code = StatusCode.FailedPrecondition)
    {
        var trailers = new Metadata();
        if (errno != 0)
        {
            trailers.Add(ErrnoTrailer, errno.ToString(CultureInfo.InvariantCulture));
        }

        return new RpcException(new Status(code, message), trailers);
    }

    /// <summary>The errno of an error, or 0.</summary>
    public static int Errno(this RpcException error)
        => int.TryParse(error.Trailers.GetValue(ErrnoTrailer), NumberStyles.None, CultureInfo.InvariantCulture, out var errno) ? errno : 0;

    internal static CallStatus ToCallStatus(this RpcException error)
        => new() { Code = (int)error.StatusCode, Message = error.Status.Detail, Errno = error.Errno() };

    internal static RpcException ToException(this CallStatus status)
        => Create(status.Message, status.Errno, (StatusCode)status.Code);
}

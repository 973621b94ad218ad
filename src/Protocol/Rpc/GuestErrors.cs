using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

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
        => new()
        {
            // The client says of itself that its connection was lost; nobody else can.
            Code = (int)(error.StatusCode == StatusCode.Unavailable ? StatusCode.Internal : error.StatusCode),
            Message = UnsafeByteOperations.UnsafeWrap(GuestText.EncodeAll(error.Status.Detail)),
            Errno = error.Errno() is var errno and <= FrameLimits.MaxErrno ? errno : 0,
        };

    /// <summary>The error that a status from the wire tells of; null for success.</summary>
    /// <exception cref="ProtocolViolationException">The server cannot have sent it.</exception>
    internal static RpcException? ToException(this CallStatus status)
    {
        var code = (StatusCode)status.Code;
        // Unavailable is this side's word for a lost connection.
        if (!Enum.IsDefined(code) || code == StatusCode.Unavailable)
        {
            throw new ProtocolViolationException($"the server ended a call with status code {status.Code}");
        }

        if (status.Errno is < 0 or > FrameLimits.MaxErrno)
        {
            throw new ProtocolViolationException($"the server ended a call with errno {status.Errno}");
        }

        return code == StatusCode.OK ? null : Create(GuestText.Decode(status.Message), status.Errno, code);
    }
}

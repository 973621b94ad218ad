using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>How an operation's error travels: a gRPC status whose trailers hold the errno, and the reason with its arguments.</summary>
public static class GuestErrors
{
    /// <summary>The trailer that holds a Linux errno in decimal.</summary>
    public const string ErrnoTrailer = "guestctl-errno";

    /// <summary>The trailer that holds the name of the <see cref="Reason"/>.</summary>
    public const string ReasonTrailer = "guestctl-reason";

    // Between them is the name of an argument; the value is bytes, for names in a guest need not be text.
    private const string ArgumentPrefix = "guestctl-argument-";
    private const string ArgumentSuffix = "-bin";

    /// <summary>Creates the error that a service throws when the operation failed.</summary>
    /// <param name="message">For people: what was tried and what happened.</param>
    /// <param name="errno">A Linux errno, or 0.</param>
    /// <param name="code">The gRPC status code; the errno says more.</param>
    /// <param name="reason">Why, for programs.</param>
    public static RpcException Create(string message, int errno = 0, StatusCode code = StatusCode.FailedPrecondition, ErrorReason? reason = null)
    {
        var trailers = new Metadata();
        if (reason is { Reason: not GuestCtl.Reason.None })
        {
            trailers.Add(ReasonTrailer, reason.Reason.ToString());
            foreach (var (name, value) in reason.Arguments)
            {
                trailers.Add($"{ArgumentPrefix}{name}{ArgumentSuffix}", GuestText.EncodeAll(value));
            }
        }

        if (errno != 0)
        {
            trailers.Add(ErrnoTrailer, errno.ToString(CultureInfo.InvariantCulture));
        }

        return new RpcException(new Status(code, message), trailers);
    }

    /// <summary>The errno of an error, or 0.</summary>
    public static int Errno(this RpcException error)
        => int.TryParse(error.Trailers.GetValue(ErrnoTrailer), NumberStyles.None, CultureInfo.InvariantCulture, out var errno) ? errno : 0;

    /// <summary>Why the operation failed, with the arguments of the reason.</summary>
    public static ErrorReason Reason(this RpcException error)
    {
        if (!Enum.TryParse<Reason>(error.Trailers.GetValue(ReasonTrailer), out var reason) || reason == GuestCtl.Reason.None)
        {
            return ErrorReason.None;
        }

        var arguments = error.Trailers
            .Where(entry => entry.IsBinary && entry.Key.StartsWith(ArgumentPrefix, StringComparison.Ordinal))
            .Select(entry => (entry.Key[ArgumentPrefix.Length..^ArgumentSuffix.Length], GuestText.Decode(entry.ValueBytes)));
        return new ErrorReason(reason, [.. arguments]);
    }

    internal static CallStatus ToCallStatus(this RpcException error)
    {
        var status = new CallStatus
        {
            // The client says of itself that its connection was lost; nobody else can.
            Code = (int)(error.StatusCode == StatusCode.Unavailable ? StatusCode.Internal : error.StatusCode),
            Message = UnsafeByteOperations.UnsafeWrap(GuestText.EncodeAll(error.Status.Detail)),
            Errno = error.Errno() is var errno and <= FrameLimits.MaxErrno ? errno : 0,
        };
        var reason = error.Reason();
        status.Reason = reason.Reason;
        foreach (var (name, value) in reason.Arguments)
        {
            status.Arguments.Add(name, UnsafeByteOperations.UnsafeWrap(GuestText.EncodeAll(value)));
        }

        return status;
    }

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

        return code == StatusCode.OK ? null : Create(GuestText.Decode(status.Message), status.Errno, code, ReasonOf(status));
    }

    // A number that this side does not know is of a newer one, and an argument whose name cannot be that of a trailer is of no reason.
    private static ErrorReason ReasonOf(CallStatus status) => Enum.IsDefined(status.Reason)
        ? new ErrorReason(status.Reason, [.. status.Arguments.Where(pair => IsName(pair.Key)).Select(pair => (pair.Key, GuestText.Decode(pair.Value)))])
        : ErrorReason.None;

    private static bool IsName(string text) => text.Length is > 0 and <= 32 && text.All(char.IsAsciiLetterLower);
}

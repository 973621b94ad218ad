using System.Collections.Concurrent;
using System.Text;
using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The server's side of a connection: starts a service method for each call frame.</summary>
public sealed class FrameServer : IFrameSink, IDisposable
{
    /// <summary>What a server that answers pings says in its greeting.</summary>
    public const string PingFeature = "ping";

    private readonly FrameServiceBinder _services;
    private readonly Func<Exception, RpcException> _mapError;
    private readonly ConcurrentDictionary<uint, ServerCall> _calls = new();
    private uint _lastStream;
    private int _open;

    /// <summary>Serves <paramref name="services"/> on a connection after its handshake.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="services">The bound methods.</param>
    /// <param name="mapError">Turns an exception of a service into the error that the client sees.</param>
    public FrameServer(FrameConnection connection, FrameServiceBinder services, Func<Exception, RpcException> mapError)
    {
        (Connection, _services, _mapError) = (connection, services, mapError);
        connection.Start(this);
    }

    /// <summary>The connection below.</summary>
    public FrameConnection Connection { get; }

    bool IFrameSink.IsIdle => false;

    Action? IFrameSink.Accept(Frame frame)
    {
        var stream = frame.Header.Stream;
        if (frame.Header.Kind == FrameKind.Call)
        {
            return Start(frame);
        }

        if (frame.Header.Kind == FrameKind.Ping)
        {
            // The reader itself: services may have every other thread waiting for a disk.
            frame.Dispose();
            Connection.SendEmpty(0, FrameKind.Pong);
            return null;
        }

        if (_calls.TryGetValue(stream, out var call))
        {
            call.OnFrame(frame);
            return null;
        }

        // The client's frames may cross the end of their stream on the way.
        if (stream == 0 || stream > _lastStream)
        {
            throw new ProtocolViolationException($"a {frame.Header.Kind} frame came for unknown stream {stream}");
        }

        frame.Dispose();
        return null;
    }

    void IFrameSink.Fault(Exception cause)
    {
        foreach (var call in _calls.Values)
        {
            call.Abort(cause);
        }
    }

    /// <summary>Closes the connection and cancels running calls.</summary>
    public void Dispose() => Connection.Dispose();

    internal RpcException MapError(Exception error) => error as RpcException ?? _mapError(error);

    internal void Remove(uint stream)
    {
        if (_calls.TryRemove(stream, out _))
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private Action? Start(Frame frame)
    {
        // Callers on several threads number their streams before they send, so the numbers may arrive out of order.
        var stream = frame.Header.Stream;
        if (stream == 0)
        {
            throw new ProtocolViolationException("stream 0 belongs to the connection, and a call came on it");
        }

        _lastStream = Math.Max(_lastStream, stream);
        var (path, offset) = ReadPath(frame.Payload.Span);
        var call = new ServerCall(this, frame, offset);
        if (Interlocked.Increment(ref _open) > FrameLimits.MaxStreams || !_calls.TryAdd(stream, call))
        {
            throw new ProtocolViolationException($"stream {stream} was opened twice, or over {FrameLimits.MaxStreams} are open");
        }

        var method = _services.Find(path);
        return method is not null
            ? () => call.Run(method)
            : () => call.Reject(new RpcException(new Status(StatusCode.Unimplemented, $"{path} is not known to this appliance")));
    }

    private static (string Path, int Offset) ReadPath(ReadOnlySpan<byte> payload)
    {
        var length = payload.Length < 2 ? 0 : payload[0] | (payload[1] << 8);
        if (length is 0 or > FrameLimits.MaxMethodPath || payload.Length < 2 + length)
        {
            throw new ProtocolViolationException("a call frame has no method path");
        }

        return (Encoding.ASCII.GetString(payload.Slice(2, length)), 2 + length);
    }
}

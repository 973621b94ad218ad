using System.Collections.Concurrent;
using System.Text;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>The client's side of a connection: opens calls and hands arriving frames to them.</summary>
public sealed class FrameClient : IFrameSink, IDisposable
{
    private readonly ConcurrentDictionary<uint, ClientCall> _calls = new();
    private uint _lastStream;

    /// <summary>Takes over a connection after its handshake.</summary>
    public FrameClient(FrameConnection connection)
    {
        Connection = connection;
        connection.Start(this);
    }

    /// <summary>The connection below.</summary>
    public FrameConnection Connection { get; }

    /// <summary>Told of the progress of running calls: the method's full name, the position and the total.
    /// Runs on the reading thread: it must not block.</summary>
    public Action<string, ulong, ulong>? Progress { get; set; }

    /// <summary>Calls that are open now.</summary>
    public int OpenCalls => _calls.Count;

    internal ClientCall Open<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest? request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_calls.Count >= FrameLimits.MaxStreams)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"{FrameLimits.MaxStreams} calls are open on this connection already"));
        }

        using var frame = new FrameBuffer();
        WritePath(frame, method.FullName);
        var flags = FrameFlags.None;
        if (request is not null)
        {
            method.RequestMarshaller.ContextualSerializer(request, new FrameSerializationContext(frame));
            flags = FrameFlags.HasMessage | FrameFlags.LastMessage;
        }

        var stream = Interlocked.Increment(ref _lastStream);
        var call = new ClientCall(this, stream, method);
        _calls[stream] = call;
        try
        {
            Connection.Send(frame, stream, FrameKind.Call, flags);
        }
        catch (Exception e) when (e is ProtocolViolationException or InvalidDataException)
        {
            _calls.TryRemove(stream, out _);
            call.Fail(Unavailable(e));
        }

        call.CancelWith(cancellationToken);
        return call;
    }

    internal void OnProgress(string method, Progress progress) => Progress?.Invoke(method, progress.Position, progress.Total);

    bool IFrameSink.IsIdle => _calls.IsEmpty;

    Action? IFrameSink.Accept(Frame frame)
    {
        var stream = frame.Header.Stream;
        if (!_calls.TryGetValue(stream, out var call))
        {
            // Credit may cross the end of its stream on the way.
            if (frame.Header.Kind != FrameKind.Credit || stream > Volatile.Read(ref _lastStream))
            {
                throw new ProtocolViolationException($"a {frame.Header.Kind} frame came for unknown stream {stream}");
            }

            frame.Dispose();
            return null;
        }

        if (frame.Header.Kind == FrameKind.End)
        {
            _calls.TryRemove(stream, out _);
        }

        call.OnFrame(frame);
        return null;
    }

    void IFrameSink.Fault(Exception cause)
    {
        foreach (var call in _calls.Values)
        {
            call.Fail(Unavailable(cause));
        }
    }

    /// <summary>Closes the connection; open calls fail.</summary>
    public void Dispose() => Connection.Dispose();

    internal static RpcException Unavailable(Exception cause)
        => new(new Status(cause is InvalidDataException ? StatusCode.ResourceExhausted : StatusCode.Unavailable, cause.Message, cause));

    private static void WritePath(FrameBuffer frame, string path)
    {
        var span = frame.GetSpan(path.Length + 2);
        var length = Encoding.ASCII.GetBytes(path, span[2..]);
        span[0] = (byte)length;
        span[1] = (byte)(length >> 8);
        frame.Advance(length + 2);
    }
}

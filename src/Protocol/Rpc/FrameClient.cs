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
    private readonly CallSlots _slots = new(FrameLimits.MaxStreams);
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
        var hasSlot = _slots.TryTake();
        if (!hasSlot && request is null)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"{FrameLimits.MaxStreams} calls are open already: wait for some of them before starting another transfer"));
        }

        var call = new ClientCall(this, Interlocked.Increment(ref _lastStream), method);
        try
        {
            var (frame, flags) = Encode(method, request);
            if (hasSlot)
            {
                Start(call, frame, flags);
            }
            else
            {
                _slots.Await(() => Start(call, frame, flags));
            }
        }
        catch when (hasSlot && !_calls.ContainsKey(call.Stream))
        {
            _slots.Return();
            throw;
        }

        call.CancelWith(cancellationToken);
        return call;
    }

    private static (FrameBuffer Frame, FrameFlags Flags) Encode<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest? request)
        where TRequest : class
        where TResponse : class
    {
        var frame = new FrameBuffer();
        WritePath(frame, method.FullName);
        if (request is null)
        {
            return (frame, FrameFlags.None);
        }

        method.RequestMarshaller.ContextualSerializer(request, new FrameSerializationContext(frame));
        return (frame, FrameFlags.HasMessage | FrameFlags.LastMessage);
    }

    // With a slot, which goes back when the call is over.
    private void Start(ClientCall call, FrameBuffer frame, FrameFlags flags)
    {
        _calls[call.Stream] = call;
        using (frame)
        {
            try
            {
                if (call.Send(frame, flags))
                {
                    return;
                }
            }
            catch (Exception e) when (e is ProtocolViolationException or InvalidDataException)
            {
                call.Fail(Unavailable(e));
            }
        }

        Forget(call.Stream);
    }

    private void Forget(uint stream)
    {
        if (_calls.TryRemove(stream, out _))
        {
            _slots.Return();
        }
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
            Forget(stream);
        }

        call.OnFrame(frame);
        return null;
    }

    void IFrameSink.Fault(Exception cause)
    {
        foreach (var call in _calls.Values)
        {
            call.Fail(Unavailable(cause));
            // Those that wait for a slot learn it when they get one.
            Forget(call.Stream);
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

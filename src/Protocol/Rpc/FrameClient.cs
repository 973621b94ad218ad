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
    private readonly PendingCancels _cancels = new();
    private long _opened;
    private Heartbeat? _heartbeat;

    /// <summary>Takes over a connection after its handshake.</summary>
    public FrameClient(FrameConnection connection)
    {
        Connection = connection;
        connection.Start(this);
    }

    /// <summary>The connection below.</summary>
    public FrameConnection Connection { get; }

    /// <summary>Told of the progress of running calls: the method's full name, the position and the total.
    /// Runs on the reading thread: it must not block. What it throws is dropped, as it says nothing of the connection.</summary>
    public Action<string, ulong, ulong>? Progress { get; set; }

    /// <summary>Calls that are open now.</summary>
    public int OpenCalls => _calls.Count;

    /// <summary>How many calls were ever opened. Tests begin elsewhere.</summary>
    internal long Opened
    {
        get => Volatile.Read(ref _opened);
        set => Volatile.Write(ref _opened, value);
    }

    /// <summary>From now on a peer from which nothing comes for so long while calls are open is lost. Once, and only for a peer that answers pings.</summary>
    /// <param name="limit">How long; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    public void Watch(TimeSpan limit)
    {
        if (limit != Timeout.InfiniteTimeSpan && Connection.Peer.Features.Contains(FrameServer.PingFeature))
        {
            _heartbeat = new Heartbeat(Connection, limit, () => _calls.IsEmpty);
            if (!_calls.IsEmpty)
            {
                _heartbeat.Start();
            }
        }
    }

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

        var call = new ClientCall(this, NextStream(), method);
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

    internal void QueueCancel(ClientCall call) => _cancels.Add(call);

    // With a slot, which goes back when the call is over.
    private void Start(ClientCall call, FrameBuffer frame, FrameFlags flags)
    {
        _calls[call.Stream] = call;
        _heartbeat?.Start();
        using (frame)
        {
            try
            {
                _cancels.Send();
                if (call.Send(frame, flags))
                {
                    return;
                }
            }
            catch (Exception e)
            {
                // All of them: a call that waited for its slot starts on a thread where nobody catches.
                call.Fail(Unavailable(e));
            }
        }

        Forget(call.Stream);
    }

    // After four thousand million calls the numbers begin again, past those of calls that are still open.
    private uint NextStream()
    {
        while (true)
        {
            var stream = (uint)(((ulong)Interlocked.Increment(ref _opened) - 1) % uint.MaxValue) + 1;
            if (!_calls.ContainsKey(stream))
            {
                return stream;
            }
        }
    }

    private bool WasOpened(uint stream) => stream != 0 && stream <= (ulong)Opened;

    private void Forget(uint stream)
    {
        if (_calls.TryRemove(stream, out _))
        {
            _slots.Return();
        }
    }

    internal void OnProgress(string method, Progress progress)
    {
        try
        {
            Progress?.Invoke(method, progress.Position, progress.Total);
        }
        catch (Exception)
        {
            // The caller's mistake: neither this call nor any other may pay for it.
        }
    }

    bool IFrameSink.IsIdle => _calls.IsEmpty;

    Action? IFrameSink.Accept(Frame frame)
    {
        var stream = frame.Header.Stream;
        if (frame.Header.Kind == FrameKind.Pong)
        {
            OnPong(frame);
            return null;
        }

        if (!_calls.TryGetValue(stream, out var call))
        {
            // Credit may cross the end of its stream on the way.
            if (frame.Header.Kind != FrameKind.Credit || !WasOpened(stream))
            {
                throw new ProtocolViolationException($"a {frame.Header.Kind} frame came for unknown stream {stream}");
            }

            frame.Dispose();
            return null;
        }

        if (frame.Header.Kind != FrameKind.End)
        {
            call.OnFrame(frame);
            return null;
        }

        // Before it is forgotten: a call whose end cannot be understood ends with the connection.
        var error = call.ReadEnd(frame);
        Forget(stream);
        call.Complete(frame, error);
        return null;
    }

    private void OnPong(Frame frame)
    {
        if (_heartbeat is not { } heartbeat || frame.Header is not { Stream: 0, Length: 0, Flags: FrameFlags.None })
        {
            throw new ProtocolViolationException("the peer answered a ping that was not sent");
        }

        heartbeat.OnPong();
    }

    void IFrameSink.Fault(Exception cause)
    {
        _heartbeat?.Dispose();
        foreach (var call in _calls.Values)
        {
            call.Fail(Unavailable(cause));
            // Those that wait for a slot learn it when they get one.
            Forget(call.Stream);
        }
    }

    /// <summary>A reply came that cannot be read: the peer cannot be trusted any more.</summary>
    internal RpcException Distrust(string method, Exception error)
    {
        Connection.Poison(new ProtocolViolationException($"the reply to {method} cannot be read: {error.Message}", error));
        return Unavailable(Connection.Cause!);
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

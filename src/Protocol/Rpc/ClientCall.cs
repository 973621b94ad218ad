using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>One call as the client sees it.</summary>
internal sealed class ClientCall : IDisposable
{
    private readonly FrameClient _client;
    private readonly string _method;
    private readonly TaskCompletionSource<Frame> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SendWindow? _window;
    private readonly ReceiveQueue? _incoming;
    private CancellationTokenRegistration _cancellation;
    private readonly MethodType _type;
    private bool _isSent;
    private int _isCancelled;

    public ClientCall(FrameClient client, uint stream, IMethod method)
    {
        _client = client;
        _method = method.FullName;
        _type = method.Type;
        Stream = stream;
        if (_type is MethodType.ClientStreaming or MethodType.DuplexStreaming)
        {
            _window = new SendWindow();
        }

        if (_type is MethodType.ServerStreaming or MethodType.DuplexStreaming)
        {
            _incoming = new ReceiveQueue(client.Connection, stream);
        }
    }

    public uint Stream { get; }

    /// <summary>What a streaming call may send.</summary>
    public SendWindow Window => _window ?? throw new ProtocolViolationException($"the server gives credit to {_method}, which sends no stream");

    /// <summary>What a streaming call has received.</summary>
    public ReceiveQueue Incoming => _incoming ?? throw new ProtocolViolationException($"the server streams to {_method}, which receives no stream");

    public bool IsOver => _end.Task.IsCompleted;

    /// <summary>The last frame of the call. Fails with the call's <see cref="RpcException"/>.</summary>
    public Task<Frame> End => _end.Task;

    /// <summary>The error of an unsuccessful call, once it is over.</summary>
    public RpcException? Error => _end.Task.IsFaulted ? (RpcException)_end.Task.Exception.InnerException! : null;

    /// <summary>Sends the call frame.</summary>
    /// <returns>False, without sending it, if the call is over or cancelled already.</returns>
    public bool Send(FrameBuffer frame, FrameFlags flags)
    {
        lock (_end)
        {
            if (IsOver || Volatile.Read(ref _isCancelled) != 0)
            {
                return false;
            }

            _client.Connection.Send(frame, Stream, FrameKind.Call, flags);
            _isSent = true;
            return true;
        }
    }

    /// <summary>Ties the call to a token.</summary>
    public void CancelWith(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel(), this);
        }
    }

    /// <summary>Takes a frame of this call, other than its last.</summary>
    public void OnFrame(Frame frame)
    {
        if (frame.Header.Flags != FrameFlags.None)
        {
            throw new ProtocolViolationException($"the server sent a {frame.Header.Kind} frame with the flags of another");
        }

        switch (frame.Header.Kind)
        {
            case FrameKind.Data:
                // Asked for first: data that nobody may send is wrong even when the call is over here.
                var incoming = Incoming;
                if (!IsOver)
                {
                    incoming.Add(frame);
                    return;
                }

                break;
            case FrameKind.Credit:
                Window.Add(Credit.Parser.ParseFrom(frame.Payload.Span).Bytes);
                break;
            case FrameKind.Event:
                var progress = Progress.Parser.ParseFrom(frame.Payload.Span);
                if (!IsOver)
                {
                    _client.OnProgress(_method, progress);
                }

                break;
            default:
                throw new ProtocolViolationException($"the server sent a {frame.Header.Kind} frame");
        }

        frame.Dispose();
    }

    /// <summary>Reads the last frame.</summary>
    /// <returns>The error that it tells of; null for success.</returns>
    /// <exception cref="ProtocolViolationException">The call cannot end like this.</exception>
    public RpcException? ReadEnd(Frame frame)
    {
        var hasReply = _type is MethodType.Unary or MethodType.ClientStreaming;
        if (frame.Header.Flags == FrameFlags.HasMessage && hasReply)
        {
            return null;
        }

        if (frame.Header.Flags != FrameFlags.None)
        {
            throw new ProtocolViolationException($"{_method} ended with the flags of another frame");
        }

        var error = CallStatus.Parser.ParseFrom(frame.Payload.Span).ToException();
        return error is null && hasReply ? throw new ProtocolViolationException($"{_method} succeeded without a reply") : error;
    }

    /// <summary>Ends the call with its last frame, which was read.</summary>
    public void Complete(Frame frame, RpcException? error)
    {
        if (error is null && _end.TrySetResult(frame))
        {
            _window?.Close(new RpcException(new Status(StatusCode.OK, "the call is over")));
            _incoming?.Complete();
            return;
        }

        frame.Dispose();
        if (error is not null)
        {
            Fail(error);
        }
    }

    public void Fail(RpcException error)
    {
        if (_end.TrySetException(error))
        {
            _ = _end.Task.Exception; // Observed here: a caller that has gone away must not raise it later.
            _window?.Close(error);
            _incoming?.Complete(error);
        }
    }

    /// <summary>Ends the call here at once; the server is told before any later call, and its late frames are dropped.</summary>
    public void Cancel()
    {
        if (IsOver || Interlocked.Exchange(ref _isCancelled, 1) != 0)
        {
            return;
        }

        _client.QueueCancel(this);
        Fail(new RpcException(new Status(StatusCode.Cancelled, $"{_method}: the call was cancelled")));
    }

    /// <summary>Tells the server of a cancelled call. Waits while the call frame is being sent, perhaps to a peer that does not read.</summary>
    public void SendCancel()
    {
        lock (_end)
        {
            // The server does not know a stream before its call frame, and a cancel frame for an unknown one would poison the connection.
            if (!_isSent)
            {
                return;
            }
        }

        try
        {
            _client.Connection.SendEmpty(Stream, FrameKind.Cancel);
        }
        catch (ProtocolViolationException)
        {
            // The connection is gone, and the call with it.
        }
    }

    public void Dispose()
    {
        Cancel();
        _cancellation.Dispose();
    }
}

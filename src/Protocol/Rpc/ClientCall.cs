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
    private RpcException? _error;
    private bool _isSent;

    public ClientCall(FrameClient client, uint stream, IMethod method)
    {
        _client = client;
        _method = method.FullName;
        Stream = stream;
        if (method.Type != MethodType.Unary)
        {
            _window = new SendWindow();
            _incoming = new ReceiveQueue(client.Connection, stream);
        }
    }

    public uint Stream { get; }

    /// <summary>What a streaming call may send.</summary>
    public SendWindow Window => _window ?? throw new InvalidOperationException($"{_method} does not stream");

    /// <summary>What a streaming call has received.</summary>
    public ReceiveQueue Incoming => _incoming ?? throw new ProtocolViolationException($"the server streams to {_method}, which does not stream");

    public bool IsOver => _end.Task.IsCompleted;

    /// <summary>The last frame of the call. Fails with the call's <see cref="RpcException"/>.</summary>
    public Task<Frame> End => _end.Task;

    /// <summary>The error of an unsuccessful call, once it is over.</summary>
    public RpcException? Error => _error;

    /// <summary>Sends the call frame.</summary>
    /// <returns>False, without sending it, if the call is over already.</returns>
    public bool Send(FrameBuffer frame, FrameFlags flags)
    {
        lock (_end)
        {
            if (IsOver)
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

    public void OnFrame(Frame frame)
    {
        switch (frame.Header.Kind)
        {
            case FrameKind.Data when !IsOver:
                Incoming.Add(frame);
                return;
            case FrameKind.End:
                OnEnd(frame);
                return;
            case FrameKind.Credit:
                _window?.Add(Credit.Parser.ParseFrom(frame.Payload.Span).Bytes);
                break;
            case FrameKind.Event when !IsOver:
                _client.OnProgress(_method, Progress.Parser.ParseFrom(frame.Payload.Span));
                break;
            case FrameKind.Data or FrameKind.Event:
                break;
            default:
                throw new ProtocolViolationException($"the server sent a {frame.Header.Kind} frame");
        }

        frame.Dispose();
    }

    public void Fail(RpcException error)
    {
        if (Interlocked.CompareExchange(ref _error, error, null) is null && _end.TrySetException(error))
        {
            _ = _end.Task.Exception; // Observed here: a caller that has gone away must not raise it later.
            _window?.Close(error);
            _incoming?.Complete(error);
        }
    }

    /// <summary>Ends the call here at once; the server is told and its late frames are dropped.</summary>
    public void Cancel()
    {
        if (IsOver)
        {
            return;
        }

        Fail(new RpcException(new Status(StatusCode.Cancelled, $"{_method}: the call was cancelled")));
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

    private void OnEnd(Frame frame)
    {
        if (frame.Header.Flags.HasFlag(FrameFlags.HasMessage))
        {
            Succeed(frame);
            return;
        }

        var status = CallStatus.Parser.ParseFrom(frame.Payload.Span);
        if (status.Code == (int)StatusCode.OK)
        {
            Succeed(frame);
            return;
        }

        frame.Dispose();
        Fail(status.ToException());
    }

    private void Succeed(Frame frame)
    {
        if (_end.TrySetResult(frame))
        {
            _window?.Close(new RpcException(new Status(StatusCode.OK, "the call is over")));
            _incoming?.Complete();
        }
        else
        {
            frame.Dispose();
        }
    }
}

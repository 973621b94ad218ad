using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>One call as the server sees it.</summary>
internal sealed class ServerCall
{
    private readonly FrameServer _server;
    private readonly int _requestOffset;
    private Frame _callFrame;

    // Most calls are short and have one message each way; they need none of these.
    private CancellationTokenSource? _cancellation;
    private SendWindow? _window;
    private ReceiveQueue? _incoming;

    public ServerCall(FrameServer server, Frame callFrame, int requestOffset)
    {
        (_server, _callFrame, _requestOffset) = (server, callFrame, requestOffset);
        Stream = callFrame.Header.Stream;
    }

    public uint Stream { get; }

    public FrameConnection Connection => _server.Connection;

    public SendWindow Window => LazyInitializer.EnsureInitialized(ref _window);

    public ReceiveQueue Incoming => LazyInitializer.EnsureInitialized(ref _incoming, () => new ReceiveQueue(Connection, Stream));

    public CancellationToken CancellationToken => Cancellation.Token;

    private CancellationTokenSource Cancellation => LazyInitializer.EnsureInitialized(ref _cancellation);

    public void OnFrame(Frame frame)
    {
        switch (frame.Header.Kind)
        {
            case FrameKind.Data:
                var last = frame.Header.Flags.HasFlag(FrameFlags.LastMessage);
                if (frame.Header.Length > 0 || !last)
                {
                    Incoming.Add(frame);
                }
                else
                {
                    frame.Dispose();
                }

                if (last)
                {
                    Incoming.Complete();
                }

                return;
            case FrameKind.Credit:
                Window.Add(Credit.Parser.ParseFrom(frame.Payload.Span).Bytes);
                break;
            case FrameKind.Cancel:
                Abort(new OperationCanceledException("the client cancelled the call"));
                break;
            default:
                throw new ProtocolViolationException($"the client sent a {frame.Header.Kind} frame");
        }

        frame.Dispose();
    }

    public void Abort(Exception cause)
    {
        Window.Close(cause);
        Incoming.Complete(cause);
        // Not on this thread: it reads the connection, and what a service does about it takes a while, or fails.
        _ = Cancellation.CancelAsync();
    }

    public void Run(ServerMethod method) => _ = RunAsync(method);

    public void Reject(RpcException error)
    {
        _callFrame.Dispose();
        Finish(error);
    }

    private async Task RunAsync(ServerMethod method)
    {
        try
        {
            await method.Run(this).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Finish(_cancellation is { IsCancellationRequested: true }
                ? new RpcException(new Status(StatusCode.Cancelled, "the call was cancelled"))
                : _server.MapError(e));
        }
    }

    public async Task RunUnaryAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
        => Reply(method, await handler(Request(method), Context(method)).ConfigureAwait(false));

    public async Task RunClientStreamingAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        _callFrame.Dispose();
        Reply(method, await handler(new FrameStreamReader<TRequest>(Incoming, method.RequestMarshaller), Context(method)).ConfigureAwait(false));
    }

    public async Task RunServerStreamingAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        await handler(Request(method), new ServerStreamWriter<TResponse>(this, method.ResponseMarshaller), Context(method)).ConfigureAwait(false);
        Finish(null);
    }

    public async Task RunDuplexAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
        where TRequest : class
        where TResponse : class
    {
        _callFrame.Dispose();
        await handler(
            new FrameStreamReader<TRequest>(Incoming, method.RequestMarshaller),
            new ServerStreamWriter<TResponse>(this, method.ResponseMarshaller),
            Context(method)).ConfigureAwait(false);
        Finish(null);
    }

    private TRequest Request<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        using (_callFrame)
        {
            var request = method.RequestMarshaller.ContextualDeserializer(new FrameDeserializationContext(_callFrame.Payload[_requestOffset..]));
            _callFrame = default;
            return request;
        }
    }

    private FrameServerCallContext Context(IMethod method) => new(this, method.FullName);

    private void Reply<TRequest, TResponse>(Method<TRequest, TResponse> method, TResponse response)
        where TRequest : class
        where TResponse : class
    {
        using var frame = new FrameBuffer();
        method.ResponseMarshaller.ContextualSerializer(response, new FrameSerializationContext(frame));
        if (frame.PayloadLength > FrameLimits.MaxPayload)
        {
            throw GuestErrors.Create(
                $"the answer has {frame.PayloadLength} bytes, over the limit of {FrameLimits.MaxPayload}", 90 /* EMSGSIZE */, StatusCode.ResourceExhausted);
        }

        _server.Remove(Stream);
        TrySend(frame, FrameFlags.HasMessage);
    }

    private void Finish(RpcException? error)
    {
        _server.Remove(Stream);
        var status = error?.ToCallStatus() ?? new CallStatus();
        using var frame = new FrameBuffer(status.CalculateSize());
        Google.Protobuf.MessageExtensions.WriteTo(status, frame);
        TrySend(frame, FrameFlags.None);
    }

    private void TrySend(FrameBuffer frame, FrameFlags flags)
    {
        try
        {
            Connection.Send(frame, Stream, FrameKind.End, flags);
        }
        catch (InvalidDataException)
        {
            // A message without bounds in an error; its client needs an end all the same.
            Finish(new RpcException(new Status(StatusCode.Internal, "the call failed, with too long a message to be told")));
        }
        catch (ProtocolViolationException)
        {
            // The client is gone; nobody waits for this answer.
        }
    }
}

using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Lets the generated gRPC clients talk over frames.</summary>
/// <param name="client">The connection's client side.</param>
public sealed class FrameCallInvoker(FrameClient client) : CallInvoker
{
    /// <inheritdoc/>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = client.Open(method, request, options.CancellationToken);
        if (options.CancellationToken.CanBeCanceled)
        {
            // Nothing but a frame ends a read, and the caller wants to be free at once.
            client.Connection.KeepReading();
        }
        else
        {
            client.Connection.ReadUntil(call.End);
        }

        return Reply(client, method, call.End.GetAwaiter().GetResult());
    }

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Open(method, request, options);
        return new(ReplyAsync(client, method, call), NoHeaders(), () => StatusOf(call), NoTrailers, call.Dispose);
    }

    /// <inheritdoc/>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = Open(method, request, options);
        var reader = new FrameStreamReader<TResponse>(call.Incoming, method.ResponseMarshaller, new StreamEnd(client, method.FullName, call.End));
        return new(reader, NoHeaders(), () => StatusOf(call), NoTrailers, call.Dispose);
    }

    /// <inheritdoc/>
    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Open(method, null, options);
        return new(
            new ClientStreamWriter<TRequest>(client, call, method.RequestMarshaller),
            ReplyAsync(client, method, call),
            NoHeaders(),
            () => StatusOf(call),
            NoTrailers,
            call.Dispose);
    }

    /// <inheritdoc/>
    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = Open(method, null, options);
        return new(
            new ClientStreamWriter<TRequest>(client, call, method.RequestMarshaller),
            new FrameStreamReader<TResponse>(call.Incoming, method.ResponseMarshaller, new StreamEnd(client, method.FullName, call.End)),
            NoHeaders(),
            () => StatusOf(call),
            NoTrailers,
            call.Dispose);
    }

    // The caller goes on, so somebody else has to read the answer.
    private ClientCall Open<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest? request, CallOptions options)
        where TRequest : class
        where TResponse : class
    {
        var call = client.Open(method, request, options.CancellationToken);
        client.Connection.KeepReading();
        return call;
    }

    private static async Task<TResponse> ReplyAsync<TRequest, TResponse>(FrameClient client, Method<TRequest, TResponse> method, ClientCall call)
        where TRequest : class
        where TResponse : class
        => Reply(client, method, await call.End.ConfigureAwait(false));

    private static TResponse Reply<TRequest, TResponse>(FrameClient client, Method<TRequest, TResponse> method, Frame end)
        where TRequest : class
        where TResponse : class
    {
        using (end)
        {
            try
            {
                return method.ResponseMarshaller.ContextualDeserializer(new FrameDeserializationContext(end.Payload));
            }
            catch (Exception e) when (e is not RpcException)
            {
                throw client.Distrust(method.FullName, e);
            }
        }
    }

    private static Status StatusOf(ClientCall call)
        => call.IsOver ? call.Error?.Status ?? Status.DefaultSuccess : throw new InvalidOperationException("the call is not over yet");

    private static Task<Metadata> NoHeaders() => Task.FromResult(new Metadata());

    private static Metadata NoTrailers() => [];
}

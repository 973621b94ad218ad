using Grpc.Core;

namespace GuestCtl.Calls;

/// <summary>Answers calls that ask about nothing, such as about an empty list of names: with no parts, and without an appliance.</summary>
internal sealed class EmptyReplies : CallInvoker
{
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => new(new NoParts<TResponse>(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => throw NotStreamed(method);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => throw NotStreamed(method);

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw NotStreamed(method);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw NotStreamed(method);

    private static NotSupportedException NotStreamed(IMethod method) => new($"{method.FullName}: its reply is not streamed, so it cannot be left empty");

    private sealed class NoParts<T> : IAsyncStreamReader<T>
    {
        public T Current => throw new InvalidOperationException("there are no parts");

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(false);
    }
}

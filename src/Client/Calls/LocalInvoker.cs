using Grpc.Core;

namespace GuestCtl.Calls;

/// <summary>Calls the services that live in the library itself, without a wire.</summary>
internal sealed class LocalInvoker : CallInvoker
{
    private readonly Binder _binder = new();

    /// <summary>Where services bind themselves.</summary>
    public ServiceBinderBase Services => _binder;

    /// <summary>The bound method paths.</summary>
    public IReadOnlyCollection<string> MethodNames => _binder.Handlers.Keys;

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => InvokeAsync(method, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => new(InvokeAsync(method, options, request), Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw NoStreams(method);

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => throw NoStreams(method);

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw NoStreams(method);

    private Task<TResponse> InvokeAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
        => ((UnaryServerMethod<TRequest, TResponse>)_binder.Handlers[method.FullName])(request, new LocalCallContext(method.FullName, options.CancellationToken));

    private static NotSupportedException NoStreams(IMethod method) => new($"{method.FullName} streams, which functions of the host side do not");

    private sealed class Binder : ServiceBinderBase
    {
        public Dictionary<string, Delegate> Handlers { get; } = new(StringComparer.Ordinal);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (handler is not null)
            {
                Handlers.Add(method.FullName, handler);
            }
        }

        // Functions of the host side do not stream; those of the same family that do are the appliance's.
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        {
        }
    }
}

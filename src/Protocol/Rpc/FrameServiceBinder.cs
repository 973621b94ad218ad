using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Collects the methods of services from their generated <c>BindService</c>.</summary>
public sealed class FrameServiceBinder : ServiceBinderBase
{
    private readonly Dictionary<string, ServerMethod> _methods = new(StringComparer.Ordinal);

    /// <summary>Full names of all bound methods, such as /guestctl.Files/Stat.</summary>
    public IReadOnlyCollection<string> MethodNames => _methods.Keys;

    internal ServerMethod? Find(string path) => _methods.GetValueOrDefault(path);

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => Add(method, handler, call => call.RunUnaryAsync(method, handler!));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        => Add(method, handler, call => call.RunClientStreamingAsync(method, handler!));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => Add(method, handler, call => call.RunServerStreamingAsync(method, handler!));

    /// <inheritdoc/>
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        => Add(method, handler, call => call.RunDuplexAsync(method, handler!));

    private void Add(IMethod method, object? handler, Func<ServerCall, Task> run)
    {
        if (handler is not null)
        {
            _methods.Add(method.FullName, new ServerMethod(method.FullName, run));
        }
    }
}

using Grpc.Core;

namespace GuestCtl.Protocol.Rpc;

/// <summary>Collects the methods of services from their generated <c>BindService</c>.</summary>
/// <param name="immediate">Full names of the methods that never wait, not even for a disk: they run at once on the reading
/// thread, which saves an emulated processor a change of threads for each call.</param>
public sealed class FrameServiceBinder(params IEnumerable<string> immediate) : ServiceBinderBase
{
    private readonly HashSet<string> _immediate = [.. immediate];
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
            _methods.Add(method.FullName, new ServerMethod(method.FullName, run, _immediate.Contains(method.FullName)));
        }
    }
}

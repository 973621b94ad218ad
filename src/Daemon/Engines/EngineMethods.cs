using Grpc.Core;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Engines;

/// <summary>Binds the methods of a service to an engine, which runs them in its own process. There is no code for a single one.</summary>
/// <param name="methods">The daemon's methods.</param>
/// <param name="engine">The engine.</param>
internal sealed class EngineMethods(FrameServiceBinder methods, Engine engine) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => methods.AddMethod(method, (request, context) => engine.CallAsync(method, request, context.CancellationToken));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => methods.AddMethod(method, (request, responses, context) => engine.StreamAsync(method, request, responses, context.CancellationToken));
}

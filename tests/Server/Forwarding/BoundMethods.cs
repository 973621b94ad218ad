using Grpc.Core;
using GuestCtl.Calls;

namespace GuestCtl.Server.Tests.Forwarding;

/// <summary>All methods that the gateway binds, and a way to call each without knowing its types.</summary>
internal sealed class BoundMethods : ServiceBinderBase
{
    private readonly List<BoundMethod> _all = [];

    public static IReadOnlyList<BoundMethod> All { get; } = Collect();

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => _all.Add(new BoundMethod(method, async invoker =>
        {
            using var call = invoker.AsyncUnaryCall(method, null, default, Activator.CreateInstance<TRequest>());
            await call.ResponseAsync;
        }));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        => _all.Add(new BoundMethod(method, async invoker =>
        {
            using var call = invoker.AsyncClientStreamingCall(method, null, default);
            await call.ResponseAsync;
        }));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => _all.Add(new BoundMethod(method, async invoker =>
        {
            using var call = invoker.AsyncServerStreamingCall(method, null, default, Activator.CreateInstance<TRequest>());
            await call.ResponseStream.MoveNext(CancellationToken.None);
        }));

    private static List<BoundMethod> Collect()
    {
        var methods = new BoundMethods();
        ApiServices.BindAll(methods);
        return methods._all;
    }
}

/// <summary>One of them.</summary>
/// <param name="Method">The method.</param>
/// <param name="CallAsync">Calls it with an empty request.</param>
internal sealed record BoundMethod(IMethod Method, Func<CallInvoker, Task> CallAsync)
{
    public FunctionInfo? Function => FunctionTable.TryFind(Method.FullName);
}

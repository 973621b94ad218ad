using Grpc.Core;
using GuestCtl.Calls;

namespace GuestCtl.Native.Serving;

/// <summary>All methods of the API by their paths; there is no code for a single one.</summary>
internal sealed class ServedMethods : ServiceBinderBase
{
    private readonly Dictionary<string, ServedMethod> _methods = new(StringComparer.Ordinal);

    public ServedMethods() => ApiServices.BindAll(this);

    public void Run(string path, ServedCall call)
    {
        if (!_methods.TryGetValue(path, out var method))
        {
            throw new GuestOperationException(path, "this build has no such method");
        }

        method.Run(call);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new UnaryMethod<TRequest, TResponse>(method));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new SendingMethod<TRequest, TResponse>(method));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new ReceivingMethod<TRequest, TResponse>(method));
}

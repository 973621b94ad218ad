using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Handle;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Native.Serving;

/// <summary>All methods of the API by their paths; there is no code for a single one.</summary>
internal sealed class ServedMethods : ServiceBinderBase
{
    private readonly Dictionary<string, ServedMethod> _methods = new(StringComparer.Ordinal);

    public ServedMethods()
    {
        ApiServices.BindAll(this);
        _methods.Add("/guestctl.internal.Console/Open", new ConsoleMethod());
    }

    public void Run(string path, ServedCall call)
    {
        if (_methods.TryGetValue(path, out var method))
        {
            method.Run(call);
            return;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        throw call.Guest.IsLaunched
            ? new GuestOperationException(name, "this function is not supported by this build of GuestCtl", Errno.EOPNOTSUPP)
            : new GuestOperationException(name, Refusals.NotLaunched, reason: Reasons.NotLaunched);
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new UnaryMethod<TRequest, TResponse>(method));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new SendingMethod<TRequest, TResponse>(method));

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        => _methods.Add(method.FullName, new ReceivingMethod<TRequest, TResponse>(method));
}

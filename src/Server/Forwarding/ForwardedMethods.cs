using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using GuestCtl.Calls;

namespace GuestCtl.Server.Forwarding;

/// <summary>Gives every function of the API to the forwarder; there is no code for a single one.</summary>
internal sealed class ForwardedMethods : IServiceMethodProvider<Forwarder>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Forwarder> context) => ApiServices.BindAll(new Binder(context));

    // The API has no function that streams both ways, and its binding would fail at start.
    private sealed class Binder(ServiceMethodProviderContext<Forwarder> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
            => context.AddUnaryMethod(method, [], (forwarder, request, call) => forwarder.UnaryAsync(method, request, call));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
            => context.AddClientStreamingMethod(method, [], (forwarder, requests, call) => forwarder.ClientStreamingAsync(method, requests, call));

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
            => context.AddServerStreamingMethod(
                method, [], (forwarder, request, responses, call) => forwarder.ServerStreamingAsync(method, request, responses, call));
    }
}

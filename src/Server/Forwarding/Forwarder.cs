using Grpc.Core;
using GuestCtl.Server.Logging;
using GuestCtl.Server.Serving;
using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Forwarding;

/// <summary>Carries calls from outside to the handle. Each message is passed on before the next one is read, so a slow end
/// slows the other one down and nothing piles up here. When the caller goes away, the call in the guest is cancelled.</summary>
/// <param name="guest">The handle's way of calls.</param>
/// <param name="logger">Told of refused calls.</param>
internal sealed class Forwarder(CallInvoker guest, ILogger<Forwarder> logger)
{
    public async Task<TResponse> UnaryAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, ServerCallContext context)
        where TRequest : class
        where TResponse : class
    {
        Admit(method, context);
        try
        {
            using var call = guest.AsyncUnaryCall(method, null, Options(context), request);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (Exception e) when (RemoteErrors.Of(e) is { } error)
        {
            throw error;
        }
    }

    public async Task<TResponse> ClientStreamingAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, IAsyncStreamReader<TRequest> requests, ServerCallContext context)
        where TRequest : class
        where TResponse : class
    {
        Admit(method, context);
        try
        {
            using var call = guest.AsyncClientStreamingCall(method, null, Options(context));
            await RequestPump.RunAsync(requests, call.RequestStream, call.ResponseAsync, context.CancellationToken).ConfigureAwait(false);
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            await MessageLimit.DrainAsync(context.GetHttpContext()).ConfigureAwait(false);
            throw;
        }
        catch (Exception e) when (RemoteErrors.Of(e) is { } error)
        {
            throw error;
        }
    }

    public async Task ServerStreamingAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context)
        where TRequest : class
        where TResponse : class
    {
        Admit(method, context);
        try
        {
            using var call = guest.AsyncServerStreamingCall(method, null, Options(context), request);
            while (await call.ResponseStream.MoveNext(context.CancellationToken).ConfigureAwait(false))
            {
                await responses.WriteAsync(call.ResponseStream.Current, context.CancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (RemoteErrors.Of(e) is { } error)
        {
            throw error;
        }
    }

    // Headers of the caller stay here: the guest has no use for them.
    private static CallOptions Options(ServerCallContext context) => new(cancellationToken: context.CancellationToken);

    private void Admit(IMethod method, ServerCallContext context)
    {
        // A stream's messages are read later, and the pump tells of them.
        MessageLimit.Pass(context.GetHttpContext());
        if (!Admission.IsAdmitted(method.FullName))
        {
            ServerLog.Refused(logger, method.FullName);
            throw Admission.Refusal(method);
        }
    }
}

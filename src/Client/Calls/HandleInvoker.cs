using Grpc.Core;

namespace GuestCtl.Calls;

/// <summary>The way of every call: checks the handle's state, sends the call to its side, traces it, and turns its error
/// into one of the library's exceptions.</summary>
/// <param name="handle">The handle.</param>
/// <param name="makesValues">Whether streamed replies become one value in memory, which is limited; false for who passes each part on.</param>
internal sealed class HandleInvoker(GuestFs handle, bool makesValues = true) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var function = FunctionTable.Find(method.FullName);
        var target = handle.Enter(function, request);
        try
        {
            return handle.Leave(function, target.BlockingUnaryCall(Limit(method, function, request), host, options, request));
        }
        catch (Exception e) when (handle.MapError(function, e, options.CancellationToken) is { } mapped && mapped != e)
        {
            throw mapped;
        }
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var function = FunctionTable.Find(method.FullName);
        var call = handle.Enter(function, request).AsyncUnaryCall(Limit(method, function, request), host, options, request);
        return new(FinishAsync(function, call.ResponseAsync, options.CancellationToken), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var function = FunctionTable.Find(method.FullName);
        var target = handle.Enter(function, request);
        var limited = Limit(method, function, request);
        var call = NameBatches.Split(request) is { } parts
            ? new ChainedCalls<TRequest, TResponse>(parts, part => target.AsyncServerStreamingCall(limited, host, options, part)).AsCall()
            : target.AsyncServerStreamingCall(limited, host, options, request);
        var transfer = handle.Transfers.Start(function, call.Dispose);
        var reader = new MappingReader<TResponse>(handle, function, transfer, call.ResponseStream, options.CancellationToken);
        return new(reader, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, transfer.End);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var function = FunctionTable.Find(method.FullName);
        var call = handle.Enter(function, null).AsyncClientStreamingCall(Limit(method, function, null), host, options);
        var transfer = handle.Transfers.Start(function, call.Dispose);
        return new(
            call.RequestStream,
            FinishAsync(function, call.ResponseAsync, options.CancellationToken, transfer),
            call.ResponseHeadersAsync,
            call.GetStatus,
            call.GetTrailers,
            transfer.End);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw new NotSupportedException($"{method.FullName}: no function streams both ways");

    // What the library itself answers comes from no appliance, and needs no reading.
    private Method<TRequest, TResponse> Limit<TRequest, TResponse>(Method<TRequest, TResponse> method, FunctionInfo function, TRequest? request)
        where TRequest : class
        where TResponse : class
        => function.Side == Protocol.Api.Side.Host ? method : ReplyLimit.Guard(method, function, request, handle.MaxReplyBytes, makesValues);

    private async Task<TResponse> FinishAsync<TResponse>(FunctionInfo function, Task<TResponse> response, CancellationToken cancellationToken, Transfer? transfer = null)
        where TResponse : class
    {
        try
        {
            return handle.Leave(function, await response.ConfigureAwait(false));
        }
        catch (Exception e) when (handle.MapError(function, transfer?.Explain(e) ?? e, cancellationToken) is { } mapped && mapped != e)
        {
            throw mapped;
        }
        finally
        {
            transfer?.End();
        }
    }

    private sealed class MappingReader<T>(
        GuestFs handle, FunctionInfo function, Transfer transfer, IAsyncStreamReader<T> inner, CancellationToken cancellationToken)
        : IAsyncStreamReader<T>
    {
        public T Current => inner.Current;

        public async Task<bool> MoveNext(CancellationToken token)
        {
            try
            {
                return await inner.MoveNext(token).ConfigureAwait(false) || End();
            }
            catch (Exception e) when (handle.MapError(function, transfer.Explain(e), cancellationToken) is { } mapped && mapped != e)
            {
                throw mapped;
            }
        }

        private bool End()
        {
            transfer.End();
            handle.Leave<object?>(function, null);
            return false;
        }
    }
}

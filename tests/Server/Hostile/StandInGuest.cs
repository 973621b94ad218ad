using Grpc.Core;

namespace GuestCtl.Server.Tests.Hostile;

/// <summary>Answers each call with an empty message, once it may.</summary>
internal sealed class StandInGuest : CallInvoker
{
    /// <summary>Calls wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Thrown in place of an answer.</summary>
    public Exception? Error { get; set; }

    /// <summary>Calls that have arrived.</summary>
    public int Arrived;

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => throw new NotSupportedException();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => new(AnswerAsync<TResponse>(), Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => new(
            new Ignored<TRequest>(),
            AnswerAsync<TResponse>(),
            Task.FromResult(new Metadata()),
            static () => Status.DefaultSuccess,
            static () => [],
            static () => { });

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
        => throw new NotSupportedException();

    private async Task<TResponse> AnswerAsync<TResponse>()
    {
        Interlocked.Increment(ref Arrived);
        await Gate;
        return Error is { } error ? throw error : Activator.CreateInstance<TResponse>();
    }

    private sealed class Ignored<T> : IClientStreamWriter<T>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(T message) => Task.CompletedTask;

        public Task CompleteAsync() => Task.CompletedTask;
    }
}

using Grpc.Core;

namespace GuestCtl.Calls;

/// <summary>Calls made one after another, whose replies are one stream.</summary>
/// <param name="requests">The requests; at least one.</param>
/// <param name="start">Starts a call.</param>
internal sealed class ChainedCalls<TRequest, TResponse>(IEnumerable<TRequest> requests, Func<TRequest, AsyncServerStreamingCall<TResponse>> start)
    : IAsyncStreamReader<TResponse>
{
    private readonly IEnumerator<TRequest> _requests = requests.GetEnumerator();
    private readonly Lock _lock = new();
    private AsyncServerStreamingCall<TResponse>? _call;
    private bool _isDisposed;

    public TResponse Current => _call!.ResponseStream.Current;

    /// <summary>The calls as one.</summary>
    public AsyncServerStreamingCall<TResponse> AsCall() => new(this, Task.FromResult(Metadata.Empty), () => _call?.GetStatus() ?? Status.DefaultSuccess, () => Metadata.Empty, Dispose);

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        while (_call is not null || TryStart())
        {
            if (await _call!.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            _call.Dispose();
            _call = null;
        }

        return false;
    }

    private bool TryStart()
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                throw new RpcException(new Status(StatusCode.Cancelled, "the call was cancelled"));
            }

            if (!_requests.MoveNext())
            {
                return false;
            }

            _call = start(_requests.Current);
            return true;
        }
    }

    private void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _call?.Dispose();
        }
    }
}

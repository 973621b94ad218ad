using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Server.Serving;

namespace GuestCtl.Server.Forwarding;

/// <summary>Passes the messages that a caller streams on to the guest.</summary>
internal static class RequestPump
{
    /// <summary>Returns when the caller has sent everything, or the guest has answered before that: a disk is full, a path is wrong.
    /// Fails when the caller's stream breaks off, for half an upload must not look like a whole one.</summary>
    /// <param name="requests">From the caller.</param>
    /// <param name="guest">To the guest.</param>
    /// <param name="answer">The guest's answer.</param>
    /// <param name="cancellationToken">Cancelled when the caller is gone.</param>
    public static async Task RunAsync<T>(IAsyncStreamReader<T> requests, IClientStreamWriter<T> guest, Task answer, CancellationToken cancellationToken)
        where T : class
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(requests, guest, answered.Token);
        if (await Task.WhenAny(sending, answer).ConfigureAwait(false) == sending)
        {
            await sending.ConfigureAwait(false);
            return;
        }

        // Nobody may read from the caller any more once its call is over.
        await answered.CancelAsync().ConfigureAwait(false);
        await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task SendAsync<T>(IAsyncStreamReader<T> requests, IClientStreamWriter<T> guest, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            while (await NextAsync(requests, cancellationToken).ConfigureAwait(false))
            {
                await guest.WriteAsync(requests.Current, cancellationToken).ConfigureAwait(false);
            }

            await guest.CompleteAsync().ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode != StatusCode.ResourceExhausted)
        {
            // The guest ended the call, and its answer says why. A message too large for it does not end the call, so no answer would come.
        }
    }

    private static async Task<bool> NextAsync<T>(IAsyncStreamReader<T> requests, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.MoveNext(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
        {
            throw GuestErrors.Create(MessageLimit.Reason, Errno.EMSGSIZE, StatusCode.ResourceExhausted);
        }
    }
}

using Grpc.Core;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Engines;

/// <summary>A C library that keeps a state between calls and reads what is in the guest, in a process of its own. A hostile file may crash it,
/// keep it busy for ever or fill the memory; then the process ends, and the appliance lives on.</summary>
/// <remarks>The process is there from the first call to the one that closes the state. It takes one call at a time.</remarks>
/// <param name="name">What it is called.</param>
/// <param name="opening">The function that makes the state.</param>
/// <param name="closing">The method that ends it.</param>
internal sealed class Engine(string name, string opening, string closing)
{
    // A call that was cancelled may be about to end, and what was done so far need not be lost for that.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private EngineProcess? _process;

    /// <summary>Configuration files as a tree.</summary>
    public static Engine Augeas { get; } = new("augeas", "aug_init", nameof(Protocol.Api.Augeas.AugeasBase.AugClose));

    /// <summary>The Windows Registry.</summary>
    public static Engine Hivex { get; } = new("hivex", "hivex_open", nameof(Protocol.Api.Hivex.HivexBase.HivexClose));

    /// <summary>The journal of systemd.</summary>
    public static Engine Journal { get; } = new("journal", "journal_open", nameof(Protocol.Api.Journal.JournalBase.JournalClose));

    /// <summary>Runs a method in the process.</summary>
    /// <exception cref="RpcException">What the method said.</exception>
    /// <exception cref="OperationFailedException">The process ended.</exception>
    public Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
        => RunAsync(
            method,
            async process =>
            {
                using var call = process.Invoker.AsyncUnaryCall(method, null, default, request);
                return await EndAsync(process, call.ResponseAsync, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    /// <summary>As <see cref="CallAsync"/>, for a method that answers in parts.</summary>
    public Task StreamAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, IServerStreamWriter<TResponse> responses, CancellationToken cancellationToken)
        where TRequest : class
        where TResponse : class
        => RunAsync(
            method,
            async process =>
            {
                using var call = process.Invoker.AsyncServerStreamingCall(method, null, default, request);
                while (await EndAsync(process, call.ResponseStream.MoveNext(CancellationToken.None), cancellationToken).ConfigureAwait(false))
                {
                    await responses.WriteAsync(call.ResponseStream.Current, cancellationToken).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken);

    private async Task<T> RunAsync<T>(IMethod method, Func<EngineProcess, Task<T>> run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var isOver = method.Name == closing;
        try
        {
            _process ??= await Task.Run(() => EngineProcess.Start(name), CancellationToken.None).ConfigureAwait(false);
            return await run(_process).ConfigureAwait(false);
        }
        catch (RpcException) when (_process?.HasEnded == true)
        {
            isOver = true;
            throw new OperationFailedException(
                $"the process of {name} {_process.End()}: what it was given is damaged, or too large for the appliance. Its state is lost: call {opening} again",
                Errno.EIO);
        }
        catch (OperationCanceledException) when (_process?.HasEnded == true)
        {
            isOver = true;
            throw;
        }
        finally
        {
            if (isOver)
            {
                _process?.End();
                _process = null;
            }

            _turn.Release();
        }
    }

    private static async Task<T> EndAsync<T>(EngineProcess process, Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The library cannot be told to stop, but its process can.
            if (await Task.WhenAny(call, Task.Delay(Patience, CancellationToken.None)).ConfigureAwait(false) != call)
            {
                process.End();
            }

            throw;
        }
    }
}

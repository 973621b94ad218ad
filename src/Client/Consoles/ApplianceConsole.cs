using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Internal;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Consoles;

/// <summary>The appliance's rescue shell on a terminal: what it shows, and what is typed.</summary>
/// <param name="appliance">The way to the appliance.</param>
internal sealed class ApplianceConsole(CallInvoker appliance)
{
    /// <summary>The function of libguestfs that this stands behind.</summary>
    public const string Function = "internal_get_console_socket";

    private readonly Protocol.Internal.Console.ConsoleClient _console = new(appliance);

    // The shell is there when it has shown its prompt. What is typed before waits.
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile bool _hasEnded;

    /// <summary>Runs the shell until it ends.</summary>
    /// <param name="terminal">The kind of the terminal, as in TERM.</param>
    /// <param name="rows">Lines of the window; 0 if that is not known.</param>
    /// <param name="columns">Characters in a line; 0 if that is not known.</param>
    /// <param name="show">Gets what the terminal shows. An exception ends the shell.</param>
    /// <param name="cancellationToken">Ends the shell.</param>
    /// <exception cref="GuestOperationException">There is a rescue shell already, or it does not start.</exception>
    /// <exception cref="ApplianceException">The appliance is gone.</exception>
    public async Task RunAsync(string terminal, int rows, int columns, Func<ReadOnlyMemory<byte>, ValueTask> show, CancellationToken cancellationToken)
    {
        var request = new ConsoleRequest { Terminal = terminal.ToGuestBytes(), Size = Size(rows, columns) };
        using var call = _console.Open(request, cancellationToken: cancellationToken);
        try
        {
            while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                _begun.TrySetResult();
                await show(call.ResponseStream.Current.Data.Memory).ConfigureAwait(false);
            }
        }
        catch (RpcException e)
        {
            throw Explain(e, cancellationToken);
        }
        finally
        {
            _hasEnded = true;
            _begun.TrySetResult();
        }
    }

    /// <summary>Types. Nothing happens when the shell has ended.</summary>
    public Task TypeAsync(ReadOnlyMemory<byte> keys, CancellationToken cancellationToken)
        => TellAsync(() => _console.TypeAsync(new ConsoleInput { Data = ByteString.CopyFrom(keys.Span) }, cancellationToken: cancellationToken), cancellationToken);

    /// <summary>Tells how large the window is now. Nothing happens when the shell has ended.</summary>
    public Task ResizeAsync(int rows, int columns, CancellationToken cancellationToken)
        => TellAsync(() => _console.ResizeAsync(Size(rows, columns), cancellationToken: cancellationToken), cancellationToken);

    private static ConsoleSize Size(int rows, int columns) => new() { Rows = (uint)Math.Max(rows, 0), Columns = (uint)Math.Max(columns, 0) };

    private static Exception Explain(RpcException error, CancellationToken cancellationToken) => error.StatusCode switch
    {
        StatusCode.Cancelled => new OperationCanceledException("the rescue shell was ended", error, cancellationToken),
        StatusCode.Unavailable => new ApplianceException($"the rescue shell: {error.Status.Detail}", "", error),
        _ => new GuestOperationException(Function, error.Status.Detail, error.Errno(), error),
    };

    private async Task TellAsync<T>(Func<AsyncUnaryCall<T>> tell, CancellationToken cancellationToken)
    {
        await _begun.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (_hasEnded)
        {
            return;
        }

        try
        {
            await tell().ConfigureAwait(false);
        }
        catch (RpcException) when (_hasEnded)
        {
            // It ended meanwhile, which RunAsync tells.
        }
        catch (RpcException e) when (e.Errno() is Errno.EINVAL or Errno.EIO)
        {
            // It has just ended, and RunAsync is about to tell.
        }
        catch (RpcException e)
        {
            throw Explain(e, cancellationToken);
        }
    }
}

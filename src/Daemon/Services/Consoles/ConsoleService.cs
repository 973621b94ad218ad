using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Internal;

namespace GuestCtl.Daemon.Services.Consoles;

/// <summary>The rescue shell: one at a time.</summary>
internal sealed class ConsoleService : Protocol.Internal.Console.ConsoleBase
{
    private volatile TerminalShell? _shell;

    public override Task Open(ConsoleRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context) => Task.Run(
        () =>
        {
            using var shell = new TerminalShell(request.Size?.Rows ?? 0, request.Size?.Columns ?? 0);
            if (Interlocked.CompareExchange(ref _shell, shell, null) is not null)
            {
                throw new OperationFailedException("a rescue shell runs already: there is one at a time", Errno.EBUSY);
            }

            try
            {
                shell.Run(
                    request.Terminal.ToByteArray(),
                    shown => responseStream.WriteAsync(new Chunk { Data = ByteString.CopyFrom(shown.Span) }, context.CancellationToken).GetAwaiter().GetResult(),
                    context.CancellationToken);
            }
            finally
            {
                _shell = null;
            }
        },
        CancellationToken.None);

    public override Task<Nothing> Type(ConsoleInput request, ServerCallContext context) => Task.Run(
        () =>
        {
            // A program that does not read lets the terminal fill up, so this may take.
            Running().Type(request.Data.Span);
            return new Nothing();
        },
        CancellationToken.None);

    public override Task<Nothing> Resize(ConsoleSize request, ServerCallContext context)
    {
        Running().Resize(request.Rows, request.Columns);
        return Reply.Nothing;
    }

    /// <summary>Ends the shell, if there is one.</summary>
    public void End() => _shell?.End();

    private TerminalShell Running() => _shell ?? throw OperationFailedException.Invalid("no rescue shell runs");
}

using System.Collections.Concurrent;
using System.Net.Sockets;
using GuestCtl.Cli.Shell.Commands;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>--listen: runs the commands that other shells send, one after another, until one ends it or fails.</summary>
internal sealed class RemoteListener(ShellSession session)
{
    // More shells than that do not begin at once.
    private const int LongestQueue = 128;

    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(5);

    private readonly CommandRunner _runner = new(session);
    private readonly BlockingCollection<RemoteClient> _waiting = [];
    private bool _isOver;

    /// <summary>Listens. Tells the starter when it does, so that none comes too early.</summary>
    public void Run(Action isListening)
    {
        RemoteSocket.PrepareDirectory();
        var path = RemoteSocket.PathOf(Environment.ProcessId);
        File.Delete(path);
        using var end = new CancellationTokenSource();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        Task? accepting = null;
        try
        {
            socket.Listen(LongestQueue);
            isListening();
            accepting = AcceptAsync(socket, end.Token);
            foreach (var client in _waiting.GetConsumingEnumerable())
            {
                using (client)
                {
                    Serve(client);
                }

                if (_isOver)
                {
                    break;
                }
            }
        }
        finally
        {
            File.Delete(path);
            end.Cancel();
            accepting?.GetAwaiter().GetResult();
            DropWaiting();
        }
    }

    // Whoever connects is taken at once, even while a command runs.
    private async Task AcceptAsync(Socket socket, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                Take(await socket.AcceptAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch (OperationCanceledException)
        {
            // The last command has run.
        }
        catch (SocketException e)
        {
            session.Errors.Say($"guestfish: remote: no more shells can be heard: {e.Message}");
        }
        finally
        {
            _waiting.CompleteAdding();
        }
    }

    private void Take(Socket connection)
    {
        try
        {
            _waiting.Add(new RemoteClient(connection, Pulse, RemoteMessages.Patience));
        }
        catch (IOException)
        {
            connection.Dispose(); // It has gone already.
        }
    }

    private void Serve(RemoteClient client)
    {
        try
        {
            while (!_isOver && client.ReceiveDescriptor() is >= 0 and var descriptor)
            {
                var output = new StandardDescriptor(descriptor);
                if (client.ReceiveCommand() is not { } command)
                {
                    output.Dispose();
                    return;
                }

                var succeeded = _runner.Run(command.Name, command.Arguments);
                output.Dispose();
                _isOver = session.IsQuitting || (!succeeded && !command.IgnoresErrors);
                client.Answer(succeeded ? RemoteMessages.Succeeded : RemoteMessages.Failed);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            session.Errors.Say($"guestfish: remote: what a client sent was cut off or no command: {e.Message}");
        }
    }

    private void DropWaiting()
    {
        while (_waiting.TryTake(out var client))
        {
            client.Dispose();
        }
    }
}

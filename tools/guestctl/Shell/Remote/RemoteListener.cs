using System.Net.Sockets;
using GuestCtl.Cli.Shell.Commands;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>--listen: runs the commands that other shells send, until one ends it or fails.</summary>
internal sealed class RemoteListener(ShellSession session)
{
    private readonly CommandRunner _runner = new(session);
    private bool _isOver;

    /// <summary>Listens. Tells the starter when it does, so that none comes too early.</summary>
    public void Run(Action isListening)
    {
        RemoteSocket.PrepareDirectory();
        var path = RemoteSocket.PathOf(Environment.ProcessId);
        File.Delete(path);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            socket.Listen(4);
            isListening();
            while (!_isOver)
            {
                using var client = socket.Accept();
                Serve(client);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Serve(Socket client)
    {
        using var connection = new NetworkStream(client, ownsSocket: false);
        try
        {
            while (!_isOver && DescriptorPassing.Receive(client) is >= 0 and var descriptor)
            {
                using var output = new StandardDescriptor(descriptor);
                if (RemoteMessages.Read(connection) is not { } command)
                {
                    return;
                }

                var succeeded = _runner.Run(command.Name, command.Arguments);
                output.Dispose();
                _isOver = session.IsQuitting || (!succeeded && !command.IgnoresErrors);
                connection.WriteByte(succeeded ? RemoteMessages.Succeeded : RemoteMessages.Failed);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidDataException)
        {
            session.Errors.Say($"guestfish: remote: what a client sent was cut off or no command: {e.Message}");
        }
    }
}

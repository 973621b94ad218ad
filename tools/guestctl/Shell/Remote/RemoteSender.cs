using System.Net.Sockets;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>--remote: sends commands to a shell that listens.</summary>
internal sealed class RemoteSender(ShellSession session, int process)
{
    /// <summary>Sends one command, and waits until it is done.</summary>
    /// <param name="ignoresErrors">Whether the listener goes on if it fails.</param>
    /// <param name="name">The command.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="output">The descriptor of what is to be its standard output.</param>
    /// <returns>Whether it succeeded.</returns>
    public bool Send(bool ignoresErrors, string name, IReadOnlyList<string> arguments, int output)
    {
        var path = RemoteSocket.PathOf(process);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e)
        {
            session.Errors.Say($"{path}: {Reason(path, e)}\nguestfish: remote: looks like the server is not running");
            return false;
        }

        try
        {
            using var connection = new NetworkStream(socket, ownsSocket: false);
            DescriptorPassing.Send(socket, output);
            RemoteMessages.Write(connection, ignoresErrors, name, arguments);
            return connection.ReadByte() switch
            {
                RemoteMessages.Succeeded => true,
                RemoteMessages.Failed => false,
                _ => Gone(),
            };
        }
        catch (IOException)
        {
            return Gone();
        }
    }

    private bool Gone()
    {
        session.Errors.Say($"guestfish: remote: the shell with process id {process} ended before it answered");
        return false;
    }

    private static string Reason(string path, SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "Connection refused",
        SocketError.AccessDenied => "Permission denied",
        _ => File.Exists(path) ? error.Message : "No such file or directory",
    };
}

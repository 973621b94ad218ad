using System.Net.Sockets;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>--remote: sends commands to a shell that listens.</summary>
/// <param name="session">This shell.</param>
/// <param name="process">The process of the other.</param>
/// <param name="patience">How long the other may be silent.</param>
internal sealed class RemoteSender(ShellSession session, int process, TimeSpan patience)
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
        socket.SendTimeout = socket.ReceiveTimeout = (int)patience.TotalMilliseconds; // That for sending is the one for connecting, too.
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (IsTimeout(e))
        {
            return Silent();
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
            return ReadEnd(connection) switch
            {
                RemoteMessages.Succeeded => true,
                RemoteMessages.Failed => false,
                _ => Gone(),
            };
        }
        catch (IOException e)
        {
            return e.InnerException is SocketException reason && IsTimeout(reason) ? Silent() : Gone();
        }
    }

    private static int ReadEnd(NetworkStream connection)
    {
        int answer;
        do
        {
            answer = connection.ReadByte();
        }
        while (answer == RemoteMessages.Alive);
        return answer;
    }

    private static bool IsTimeout(SocketException error) => error.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock;

    private bool Gone()
    {
        session.Errors.Say($"guestfish: remote: the shell with process id {process} ended before it answered");
        return false;
    }

    private bool Silent()
    {
        session.Errors.Say($"guestfish: remote: the shell with process id {process} gave no sign of life for {patience.TotalSeconds:0} seconds: "
            + $"it is stopped or hangs; end it with 'kill -9 {process}', or let it go on with 'kill -CONT {process}'");
        return false;
    }

    private static string Reason(string path, SocketException error) => error.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "Connection refused",
        SocketError.AccessDenied => "Permission denied",
        _ => File.Exists(path) ? error.Message : "No such file or directory",
    };
}

using System.Net.Sockets;
using GuestCtl.Drives;

namespace GuestCtl.Server.Listening;

/// <summary>A socket that has its address and does not listen yet, so that a wrong address is known before the appliance is launched.
/// A unix socket belongs to its owner alone before anybody can connect, which takes listening.</summary>
internal sealed class BoundSocket : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SocketLock? _lock;

    private BoundSocket(Socket socket, ListenAddress address, SocketLock? held)
    {
        Socket = socket;
        Address = address;
        _lock = held;
    }

    public Socket Socket { get; }

    /// <summary>The address with the port that was chosen if 0 was asked for.</summary>
    public ListenAddress Address { get; }

    /// <summary>Takes the address.</summary>
    /// <exception cref="ServerException">It is taken, or may not be used.</exception>
    public static BoundSocket Bind(ListenAddress address)
    {
        var held = address.SocketPath is { } path ? SocketLock.Take(path) : null;
        try
        {
            return new BoundSocket(Open(address, out var bound), bound, held);
        }
        catch (SocketException e)
        {
            held?.Dispose();
            throw new ServerException($"Cannot listen on {address}: {e.Message}. Choose another address with --listen.", e);
        }
        catch
        {
            held?.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening, and removes the file of a unix socket.</summary>
    public void Dispose()
    {
        Socket.Dispose();
        if (Address.SocketPath is { } path)
        {
            File.Delete(path);
        }

        _lock?.Dispose();
    }

    private static Socket Open(ListenAddress address, out ListenAddress bound)
    {
        if (address.SocketPath is { } path)
        {
            RemoveLeftover(path);
        }

        var socket = new Socket(
            address.EndPoint.AddressFamily, SocketType.Stream, address.SocketPath is null ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            socket.Bind(address.EndPoint);
            if (address.SocketPath is not null && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(address.SocketPath, OwnerOnly);
            }

            bound = address.SocketPath is null ? new ListenAddress(socket.LocalEndPoint!) : address;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Only the socket of a gateway that was killed is removed: never another kind of file, nor a socket that somebody listens on.
    private static void RemoveLeftover(string path)
    {
        if (!HostFile.IsSocket(path))
        {
            if (Path.Exists(path))
            {
                throw new ServerException($"Cannot listen on {path}: there is a file that is not a socket. Remove it, or choose another path with --listen.");
            }

            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(path);
            return;
        }

        throw new ServerException($"Cannot listen on {path}: another program listens there. Choose another path with --listen.");
    }
}

using System.Net.Sockets;

namespace GuestCtl.Launch;

/// <summary>A unix socket on which we wait for the one connection that QEMU makes.</summary>
internal sealed class HostSocket : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Starts listening.</summary>
    public HostSocket(string path)
    {
        Path = path;
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen(1);
    }

    /// <summary>The socket's path.</summary>
    public string Path { get; }

    /// <summary>Takes the connection.</summary>
    public async Task<NetworkStream> AcceptAsync(CancellationToken cancellation) =>
        new(await _listener.AcceptAsync(cancellation).ConfigureAwait(false), ownsSocket: true);

    /// <summary>Stops listening, and removes the path.</summary>
    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(Path);
    }
}

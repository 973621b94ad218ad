using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using GuestCtl.Server.Listening;
using GuestCtl.Server.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Server.Tests.Hostile;

/// <summary>The gateway's server on a unix socket, with an invoker in the place of a guest.</summary>
internal sealed class LocalGateway : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly BoundSocket _socket;
    private readonly WebApplication _host;

    private LocalGateway(CallInvoker guest)
    {
        _socket = BoundSocket.Bind(ListenAddress.Parse($"unix:{_directory["s"]}"));
        _host = GrpcHost.Create(guest, _socket, NullLoggerFactory.Instance);
    }

    public static async Task<LocalGateway> StartAsync(CallInvoker guest)
    {
        var gateway = new LocalGateway(guest);
        await gateway._host.StartAsync();
        return gateway;
    }

    /// <summary>Connects, and says nothing.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken = default)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(_socket.Address.EndPoint, cancellationToken);
        return socket;
    }

    /// <summary>Makes a channel with a connection of its own.</summary>
    public GrpcChannel OpenChannel() => GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
    {
        MaxReceiveMessageSize = 16 << 20,
        MaxSendMessageSize = null,
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(cancellation), ownsSocket: true),
        },
    });

    public async ValueTask DisposeAsync()
    {
        // Connections that are open are not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _host.StopAsync(now.Token);
        await _host.DisposeAsync();
        _socket.Dispose();
        _directory.Dispose();
    }
}

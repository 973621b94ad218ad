using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using GuestCtl.Protocol.Api;
using GuestCtl.Server.Serving;

namespace GuestCtl.Server.Tests.Hostile;

/// <summary>Connections on which nothing happens keep nobody out.</summary>
public sealed class IdleConnectionTests
{
    // Far more than it takes; a test that fails must end too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Silent_connections_make_room_for_a_caller_the_oldest_first()
    {
        await using var gateway = await LocalGateway.StartAsync(new StandInGuest());
        var silent = new List<Socket>();
        try
        {
            silent.Add(await ConnectKnownAsync(gateway));
            for (var i = 0; i < 3 * GrpcHost.MaxConnections; i++)
            {
                silent.Add(await gateway.ConnectAsync());
            }

            using var channel = gateway.OpenChannel();
            await PingAsync(channel);
            Assert.Equal(0, await ReadAsync(silent[0]));
        }
        finally
        {
            silent.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task A_connection_with_a_running_call_stays_when_others_come()
    {
        var open = new TaskCompletionSource();
        var guest = new StandInGuest { Gate = open.Task };
        await using var gateway = await LocalGateway.StartAsync(guest);
        using var busy = gateway.OpenChannel();
        var call = PingAsync(busy);
        while (Volatile.Read(ref guest.Arrived) == 0)
        {
            await Task.Yield();
        }

        var silent = new List<Socket> { await ConnectKnownAsync(gateway) };
        for (var i = 0; i < 2 * GrpcHost.MaxConnections; i++)
        {
            silent.Add(await gateway.ConnectAsync());
        }

        // That one has been closed tells that all have been counted.
        Assert.Equal(0, await ReadAsync(silent[0]));
        open.SetResult();
        await call;
        silent.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task With_a_call_on_every_connection_one_more_is_refused_and_welcome_afterwards()
    {
        var open = new TaskCompletionSource();
        var guest = new StandInGuest { Gate = open.Task };
        await using var gateway = await LocalGateway.StartAsync(guest);
        var channels = Enumerable.Range(0, GrpcHost.MaxConnections).Select(_ => gateway.OpenChannel()).ToList();
        var calls = channels.ConvertAll(PingAsync);
        while (Volatile.Read(ref guest.Arrived) < channels.Count)
        {
            await Task.Yield();
        }

        using var late = gateway.OpenChannel();
        await Assert.ThrowsAsync<RpcException>(() => PingAsync(late));
        open.SetResult();
        await Task.WhenAll(calls).WaitAsync(Patience);
        await PingAsync(late);
        channels.ForEach(channel => channel.Dispose());
    }

    // A connection that the gateway has counted: it has answered the greeting of HTTP/2. Those that only connect are counted in any order.
    private static async Task<Socket> ConnectKnownAsync(LocalGateway gateway)
    {
        var socket = await gateway.ConnectAsync();
        byte[] emptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
        await socket.SendAsync((byte[])[.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. emptySettings]);
        Assert.NotEqual(0, await socket.ReceiveAsync(new byte[1024]).WaitAsync(Patience));
        return socket;
    }

    private static async Task PingAsync(GrpcChannel channel)
        => await new Protocol.Api.Commands.CommandsClient(channel).PingDaemonAsync(new NoArguments()).ResponseAsync.WaitAsync(Patience);

    // A connection that is closed, or reset, has nothing to read.
    private static async Task<int> ReadAsync(Socket socket)
    {
        try
        {
            var buffer = new byte[1024];
            int count;
            do
            {
                count = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            }
            while (count > 0);

            return count;
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}

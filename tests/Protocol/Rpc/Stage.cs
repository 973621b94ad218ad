using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Rpc;

/// <summary>A client and a server on an in-memory connection.</summary>
internal sealed class Stage : IDisposable
{
    private readonly FrameServer _server;

    public Stage(string feature = "one")
    {
        var (client, server) = InMemoryTransport.CreatePair();
        var serverSide = Task.Run(() => Handshake.Run(server, new Hello { Version = "2.0.0", Features = { feature } }));
        Frames = new FrameClient(Handshake.Run(client, new Hello { Version = "1.0.0" }));
        var binder = new FrameServiceBinder();
        Rehearsal.BindService(binder, Service);
        _server = new FrameServer(serverSide.Result, binder, e => GuestErrors.Create("mapped: " + e.Message));
        Client = new Rehearsal.RehearsalClient(new FrameCallInvoker(Frames));
        Transport = server;
    }

    public RehearsalService Service { get; } = new();

    public FrameClient Frames { get; }

    public Rehearsal.RehearsalClient Client { get; }

    /// <summary>The server's end, to write rubbish into.</summary>
    public InMemoryTransport Transport { get; }

    public void Dispose()
    {
        Frames.Dispose();
        _server.Dispose();
    }

    public static async Task<StatusCode> StatusOf(Func<Task> call) => (await Assert.ThrowsAsync<RpcException>(call)).StatusCode;
}

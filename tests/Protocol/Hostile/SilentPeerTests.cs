using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Tests.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Hostile;

/// <summary>A peer that says nothing is noticed; one that is only busy is not.</summary>
public sealed class SilentPeerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    // A peer in this process may be kept from its processor for seconds on a busy machine, and is alive.
    private static readonly TimeSpan Robust = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Calls_to_a_silent_peer_end_and_say_so()
    {
        using var peer = new ScriptedPeer();
        var unary = peer.Client.EchoAsync(new Part()).ResponseAsync;
        using var upload = peer.Client.Sum();
        await upload.RequestStream.WriteAsync(new Part { Data = ByteString.CopyFrom(new byte[FrameLimits.Window]) });
        var blocked = upload.RequestStream.WriteAsync(new Part { Number = 1 });
        peer.Frames.Watch(Short);
        foreach (var call in new[] { unary, upload.ResponseAsync, blocked })
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => call.WaitAsync(ScriptedPeer.Patience));
            Assert.Contains("stopped responding: nothing came from it for 0.3 s", error.Status.Detail);
        }

        Assert.IsType<UnresponsiveException>(peer.Frames.Connection.Cause);
    }

    [Fact]
    public async Task A_call_that_reads_for_itself_ends_too()
    {
        using var peer = new ScriptedPeer();
        peer.Frames.Watch(Short);
        var call = Task.Factory.StartNew(() => peer.Client.Echo(new Part()), TaskCreationOptions.LongRunning);
        Assert.Equal(StatusCode.Unavailable, await Stage.StatusOf(() => call.WaitAsync(ScriptedPeer.Patience)));
    }

    [Fact]
    public async Task A_call_after_a_rest_is_watched_again()
    {
        using var peer = new ScriptedPeer();
        peer.Frames.Watch(Robust);
        var first = peer.Client.EchoAsync(new Part()).ResponseAsync;
        peer.Say(1, FrameKind.End, FrameFlags.HasMessage);
        await first.WaitAsync(ScriptedPeer.Patience);
        // Longer than the limit, with no call open: nothing may happen.
        await Task.Delay(Robust * 2);
        Assert.Null(peer.Frames.Connection.Cause);
        var second = peer.Client.EchoAsync(new Part()).ResponseAsync;
        Assert.Equal(StatusCode.Unavailable, await Stage.StatusOf(() => second.WaitAsync(ScriptedPeer.Patience)));
    }

    [Fact]
    public async Task A_call_longer_than_the_limit_goes_on_while_the_server_s_reader_answers()
    {
        using var stage = new Stage(FrameServer.PingFeature);
        stage.Frames.Watch(Robust);
        var blocked = Enumerable.Range(0, 20).Select(i => stage.Client.BlockAsync(new Part { Number = i }).ResponseAsync).ToList();
        await Task.Delay(Robust * 2);
        Assert.Null(stage.Frames.Connection.Cause);
        stage.Service.Gate.Set();
        Assert.Equal(20, (await Task.WhenAll(blocked).WaitAsync(ScriptedPeer.Patience)).Length);
    }

    [Fact]
    public async Task A_handler_that_keeps_the_reader_says_nothing_of_the_peer()
    {
        using var peer = new ScriptedPeer();
        using var gate = new ManualResetEventSlim();
        peer.Frames.Progress = (_, _, _) => gate.Wait(ScriptedPeer.Patience);
        var call = peer.Client.EchoAsync(new Part()).ResponseAsync;
        peer.Say(1, FrameKind.Event, FrameFlags.None, [8, 1]);
        while (!peer.Frames.Connection.IsHandling)
        {
            await Task.Yield();
        }

        peer.Frames.Watch(Robust);
        await Task.Delay(Robust * 3);
        Assert.Null(peer.Frames.Connection.Cause);
        peer.Say(1, FrameKind.End, FrameFlags.HasMessage, [16, 7]);
        gate.Set();
        Assert.Equal(7, (await call.WaitAsync(ScriptedPeer.Patience)).Number);
    }

    [Fact]
    public async Task A_peer_that_does_not_know_pings_is_not_watched()
    {
        using var stage = new Stage();
        stage.Frames.Watch(Short);
        var blocked = stage.Client.BlockAsync(new Part { Number = 1 }).ResponseAsync;
        await Task.Delay(Short * 3);
        Assert.Null(stage.Frames.Connection.Cause);
        stage.Service.Gate.Set();
        Assert.Equal(1, (await blocked.WaitAsync(ScriptedPeer.Patience)).Number);
    }

    [Fact]
    public async Task A_writer_whose_peer_reads_nothing_is_let_go()
    {
        var (client, server) = InMemoryTransport.CreatePair();
        server.Write(Handshake.Encode(new Api.Hello { Features = { FrameServer.PingFeature } }));
        using var transport = new StuckTransport(client);
        using var frames = new FrameClient(Handshake.Run(transport, new Api.Hello()));
        frames.Watch(Robust);
        transport.Stick();
        var rehearsal = new Rehearsal.RehearsalClient(new FrameCallInvoker(frames));
        var call = Task.Factory.StartNew(() => rehearsal.Echo(new Part()), TaskCreationOptions.LongRunning);
        await transport.Stuck.WaitAsync(ScriptedPeer.Patience);
        Assert.Equal(StatusCode.Unavailable, await Stage.StatusOf(() => call.WaitAsync(ScriptedPeer.Patience)));
        Assert.IsType<UnresponsiveException>(frames.Connection.Cause);
    }
}

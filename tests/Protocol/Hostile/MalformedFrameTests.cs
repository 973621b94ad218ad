using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Tests.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Hostile;

/// <summary>Whatever the peer says, every call ends, with the first cause.</summary>
public sealed class MalformedFrameTests : IDisposable
{
    // Streams in the order in which OpenAll opens its calls.
    private const uint Unary = 1;
    private const uint Upload = 2;
    private const uint Download = 3;
    private const uint Both = 4;

    private readonly ScriptedPeer _peer = new();

    public void Dispose() => _peer.Dispose();

    [Theory]
    [InlineData(Unary, FrameKind.End, 0, "FF", "cannot be used")]
    [InlineData(Unary, FrameKind.End, 0, "0A05", "cannot be used")]
    [InlineData(Unary, FrameKind.End, 0, "08FFFFFFFF07", "status code 2147483647")]
    [InlineData(Unary, FrameKind.End, 0, "08FFFFFFFFFFFFFFFFFF01", "status code -1")]
    [InlineData(Unary, FrameKind.End, 0, "080E", "status code 14")]
    [InlineData(Unary, FrameKind.End, 0, "080918FFFFFFFFFFFFFFFFFF01", "errno -1")]
    [InlineData(Unary, FrameKind.End, 0, "08091880A094A58D1D", "errno")]
    [InlineData(Unary, FrameKind.End, 0, "", "without a reply")]
    [InlineData(Unary, FrameKind.End, 1, "", "flags of another")]
    [InlineData(Unary, FrameKind.End, 3, "", "flags of another")]
    [InlineData(Unary, FrameKind.End, 2, "FF", "cannot be read")]
    [InlineData(Unary, FrameKind.End, 2, "0B", "cannot be read")]
    [InlineData(Unary, FrameKind.Data, 0, "0801", "receives no stream")]
    [InlineData(Unary, FrameKind.Credit, 0, "0801", "sends no stream")]
    [InlineData(Unary, FrameKind.Event, 0, "FF", "cannot be used")]
    [InlineData(Unary, FrameKind.Event, 2, "", "flags of another")]
    [InlineData(Unary, FrameKind.Call, 0, "", "Call frame")]
    [InlineData(Unary, FrameKind.Cancel, 0, "", "Cancel frame")]
    [InlineData(Unary, FrameKind.Ping, 0, "", "Ping frame")]
    [InlineData(Unary, FrameKind.Pong, 0, "", "ping that was not sent")]
    [InlineData(0, FrameKind.Pong, 0, "", "ping that was not sent")]
    [InlineData(0, FrameKind.Ping, 0, "", "unknown stream 0")]
    [InlineData(0, FrameKind.Credit, 0, "0801", "unknown stream 0")]
    [InlineData(0, FrameKind.End, 0, "", "unknown stream 0")]
    [InlineData(99, FrameKind.Credit, 0, "0801", "unknown stream 99")]
    [InlineData(Upload, FrameKind.Data, 0, "0801", "receives no stream")]
    [InlineData(Upload, FrameKind.Credit, 0, "", "credit of 0 bytes")]
    [InlineData(Upload, FrameKind.Credit, 0, "0801", "credit of 1 bytes")]
    [InlineData(Upload, FrameKind.Credit, 0, "08FFFFFFFF0F", "credit of 4294967295 bytes")]
    [InlineData(Upload, FrameKind.Credit, 0, "FF", "cannot be used")]
    [InlineData(Upload, FrameKind.End, 0, "", "without a reply")]
    [InlineData(Download, FrameKind.Credit, 0, "0801", "sends no stream")]
    [InlineData(Download, FrameKind.Data, 1, "0801", "flags of another")]
    [InlineData(Download, FrameKind.Data, 0, "FF", "cannot be read")]
    [InlineData(Download, FrameKind.End, 2, "", "flags of another")]
    [InlineData(Both, FrameKind.Data, 0, "FF", "cannot be read")]
    [InlineData(Both, FrameKind.End, 0, "12FF", "cannot be used")]
    public async Task A_malformed_frame_ends_every_call_with_its_cause(uint stream, FrameKind kind, byte flags, string payload, string cause)
    {
        var calls = OpenAll();
        _peer.Say(stream, kind, (FrameFlags)flags, Convert.FromHexString(payload));
        await AllEnd(calls, cause);
    }

    [Fact]
    public async Task A_second_end_ends_every_call_but_the_one_that_was_over()
    {
        var first = _peer.Client.EchoAsync(new Part()).ResponseAsync;
        _peer.Say(1, FrameKind.End, FrameFlags.HasMessage);
        await first.WaitAsync(ScriptedPeer.Patience);
        var second = Outcome(_peer.Client.EchoAsync(new Part()).ResponseAsync);
        _peer.Say(1, FrameKind.End, FrameFlags.HasMessage);
        await AllEnd([second], "unknown stream 1");
    }

    [Fact]
    public async Task Data_after_the_end_ends_every_call()
    {
        using var download = _peer.Client.Count(new Part());
        _peer.Say(1, FrameKind.End, FrameFlags.None);
        Assert.False(await download.ResponseStream.MoveNext(default).WaitAsync(ScriptedPeer.Patience));
        var second = Outcome(_peer.Client.EchoAsync(new Part()).ResponseAsync);
        _peer.Say(1, FrameKind.Data, FrameFlags.None, [8, 1]);
        await AllEnd([second], "unknown stream 1");
    }

    [Fact]
    public async Task A_call_that_reads_for_itself_ends_with_a_malformed_status()
    {
        var call = Task.Factory.StartNew(() => _peer.Client.Echo(new Part()), TaskCreationOptions.LongRunning);
        while (_peer.Frames.OpenCalls == 0)
        {
            await Task.Yield();
        }

        _peer.Say(1, FrameKind.End, FrameFlags.None, [0xff]);
        await AllEnd([Outcome(call)], "cannot be used");
    }

    [Fact]
    public async Task Calls_that_wait_for_a_slot_or_for_credit_end_too()
    {
        using var upload = _peer.Client.Sum();
        await upload.RequestStream.WriteAsync(new Part { Data = ByteString.CopyFrom(new byte[FrameLimits.Window]) });
        var blocked = Outcome(upload.RequestStream.WriteAsync(new Part { Number = 1 }));
        var calls = Enumerable.Range(0, FrameLimits.MaxStreams + 10).Select(_ => Outcome(_peer.Client.EchoAsync(new Part()).ResponseAsync)).ToList();
        _peer.Say(2, FrameKind.End, FrameFlags.None, [0xff]);
        await AllEnd([blocked, .. calls], "cannot be used");
    }

    [Fact]
    public async Task A_storm_of_empty_messages_ends_when_nobody_takes_them()
    {
        using var download = _peer.Client.Count(new Part());
        var storm = new byte[FrameHeader.Size * 4096];
        for (var i = 0; i < 4096; i++)
        {
            new FrameHeader(0, 1, FrameKind.Data, FrameFlags.None).Write(storm.AsSpan(i * FrameHeader.Size));
        }

        for (var i = 0; i <= FrameLimits.MaxQueuedMessages / 4096; i++)
        {
            _peer.Say(storm);
        }

        var cause = await _peer.Frames.Connection.Closed.WaitAsync(ScriptedPeer.Patience);
        Assert.Contains("that nobody has taken yet", cause.Message);
    }

    [Fact]
    public async Task What_a_progress_handler_throws_ends_no_call()
    {
        var told = new TaskCompletionSource();
        _peer.Frames.Progress = (_, _, _) =>
        {
            told.TrySetResult();
            throw new InvalidOperationException("a mistake of the caller's");
        };
        var call = _peer.Client.EchoAsync(new Part()).ResponseAsync;
        _peer.Say(1, FrameKind.Event, FrameFlags.None, [8, 1]);
        await told.Task.WaitAsync(ScriptedPeer.Patience);
        _peer.Say(1, FrameKind.End, FrameFlags.HasMessage, [16, 7]);
        Assert.Equal(7, (await call.WaitAsync(ScriptedPeer.Patience)).Number);
    }

    [Fact]
    public async Task Numbers_of_streams_begin_again_past_an_open_call_and_without_0()
    {
        var open = _peer.Client.EchoAsync(new Part()).ResponseAsync;
        _peer.Frames.Opened = uint.MaxValue - 1L;
        var last = _peer.Client.EchoAsync(new Part()).ResponseAsync;
        var next = _peer.Client.EchoAsync(new Part()).ResponseAsync;
        _peer.Say(uint.MaxValue, FrameKind.End, FrameFlags.HasMessage, [16, 1]);
        _peer.Say(2, FrameKind.End, FrameFlags.HasMessage, [16, 2]);
        _peer.Say(1, FrameKind.End, FrameFlags.HasMessage, [16, 3]);
        Assert.Equal([1, 2, 3], (await Task.WhenAll(last, next, open).WaitAsync(ScriptedPeer.Patience)).Select(part => (int)part.Number));
    }

    // One call of each kind, each with somebody who waits for it.
    private List<Task<RpcException?>> OpenAll()
    {
        var unary = Outcome(_peer.Client.EchoAsync(new Part()).ResponseAsync);
        var upload = Outcome(_peer.Client.Sum().ResponseAsync);
        var download = Outcome(_peer.Client.Count(new Part()).ResponseStream.MoveNext(default));
        var both = Outcome(_peer.Client.Mirror().ResponseStream.MoveNext(default));
        return [unary, upload, download, both];
    }

    private async Task AllEnd(IReadOnlyList<Task<RpcException?>> calls, string cause)
    {
        var errors = await Task.WhenAll(calls).WaitAsync(ScriptedPeer.Patience);
        var first = _peer.Frames.Connection.Cause!.Message;
        Assert.Contains(cause, first);
        Assert.All(errors, error => Assert.Equal((StatusCode.Unavailable, first), (error?.StatusCode, error?.Status.Detail)));
        Assert.Equal(0, _peer.Frames.OpenCalls);
    }

    private static async Task<RpcException?> Outcome(Task call)
    {
        try
        {
            await call;
            return null;
        }
        catch (RpcException e)
        {
            return e;
        }
    }
}

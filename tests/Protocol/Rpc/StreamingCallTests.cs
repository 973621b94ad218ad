using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Rpc;

public sealed class StreamingCallTests : IDisposable
{
    private readonly Stage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_client_stream_longer_than_the_window_arrives_whole()
    {
        using var call = _stage.Client.Sum();
        var data = ByteString.CopyFrom(new byte[300_000]);
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new Part { Number = 1, Data = data });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(50 * 300_001, (await call).Number);
    }

    [Fact]
    public async Task An_empty_client_stream_is_a_call_too()
    {
        using var call = _stage.Client.Sum();
        await call.RequestStream.CompleteAsync();
        Assert.Equal(0, (await call).Number);
    }

    [Fact]
    public async Task An_empty_message_counts()
    {
        using var call = _stage.Client.Mirror();
        await call.RequestStream.WriteAsync(new Part());
        await call.RequestStream.WriteAsync(new Part { Number = 5 });
        await call.RequestStream.CompleteAsync();
        var numbers = new List<long>();
        while (await call.ResponseStream.MoveNext(default))
        {
            numbers.Add(call.ResponseStream.Current.Number);
        }

        Assert.Equal([0, 5], numbers);
    }

    [Fact]
    public async Task A_server_stream_longer_than_the_window_arrives_in_order()
    {
        using var call = _stage.Client.Count(new Part { Number = 100 });
        for (var i = 0; i < 100; i++)
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
            Assert.Equal(i, call.ResponseStream.Current.Number);
        }

        Assert.False(await call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task A_slow_reader_stops_the_sender_at_its_credit_and_not_other_calls()
    {
        using var slow = _stage.Client.Count(new Part { Number = 1000 });
        var atMost = (FrameLimits.Window / RehearsalService.ChunkBytes) + 2;
        while (Volatile.Read(ref _stage.Service.Sent) < atMost - 2)
        {
            await Task.Delay(5);
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, (await _stage.Client.EchoAsync(new Part { Number = i })).Number);
        }

        await Task.Delay(100);
        Assert.InRange(_stage.Service.Sent, 1, atMost);
    }

    [Fact]
    public async Task A_server_that_ends_early_wakes_a_blocked_sender_and_gives_its_reason()
    {
        using var call = _stage.Client.Sum();
        await call.RequestStream.WriteAsync(new Part { Number = -1 });
        var data = ByteString.CopyFrom(new byte[500_000]);
        await Assert.ThrowsAsync<RpcException>(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await call.RequestStream.WriteAsync(new Part { Data = data });
            }
        }).WaitAsync(TimeSpan.FromSeconds(20));
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
        Assert.Equal("a negative number", error.Status.Detail);
        Assert.Equal(Errno.EINVAL, error.Errno());
        Assert.Equal(1, _stage.Client.Echo(new Part { Number = 1 }).Number);
    }

    [Fact]
    public async Task Disposing_a_half_read_stream_cancels_it_and_frees_its_place()
    {
        var call = _stage.Client.Count(new Part { Number = 1000 });
        Assert.True(await call.ResponseStream.MoveNext(default));
        call.Dispose();
        Assert.Equal(2, _stage.Client.Echo(new Part { Number = 2 }).Number);
        var deadline = Environment.TickCount64 + 10_000;
        while (_stage.Frames.OpenCalls > 0 && Environment.TickCount64 < deadline)
        {
            await Task.Delay(5);
        }

        Assert.Equal(0, _stage.Frames.OpenCalls);
    }

    [Fact]
    public async Task A_hundred_streams_run_side_by_side()
    {
        var sums = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var call = _stage.Client.Sum();
            for (var j = 0; j < 10; j++)
            {
                await call.RequestStream.WriteAsync(new Part { Number = i });
            }

            await call.RequestStream.CompleteAsync();
            return (await call).Number;
        }));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => i * 10L), sums);
    }
}

using Grpc.Core;

namespace GuestCtl.Protocol.Tests.Rpc;

public sealed class ReadingTurnTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Stage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Calls_that_keep_their_threads_keep_no_other_from_being_answered()
    {
        var blocked = Enumerable.Range(0, 20).Select(i => _stage.Client.BlockAsync(new Part { Number = i }).ResponseAsync).ToList();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(i, (await _stage.Client.EchoAsync(new Part { Number = i }).ResponseAsync.WaitAsync(Patience)).Number);
        }

        Assert.All(blocked, call => Assert.False(call.IsCompleted));
        _stage.Service.Gate.Set();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (long)i), (await Task.WhenAll(blocked).WaitAsync(Patience)).Select(part => part.Number));
    }

    [Fact]
    public async Task A_call_that_arrives_while_another_waits_for_its_answer_gets_its_own_first()
    {
        var blocked = Task.Factory.StartNew(() => _stage.Client.Block(new Part { Number = 1 }), TaskCreationOptions.LongRunning);
        Assert.Equal(2, (await Task.Run(() => _stage.Client.Echo(new Part { Number = 2 })).WaitAsync(Patience)).Number);
        Assert.False(blocked.IsCompleted);
        _stage.Service.Gate.Set();
        Assert.Equal(1, (await blocked.WaitAsync(Patience)).Number);
    }

    [Fact]
    public async Task Waiting_and_other_callers_change_places_with_and_without_pauses()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Factory.StartNew(() => Call(seed), TaskCreationOptions.LongRunning).Unwrap())).WaitAsync(Patience);
        Assert.Equal(0, _stage.Frames.OpenCalls);

        async Task Call(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 300; i++)
            {
                var part = new Part { Number = (seed * 1000) + i };
                var answer = random.Next(3) == 0 ? await _stage.Client.EchoAsync(part) : _stage.Client.Echo(part);
                Assert.Equal(part.Number, answer.Number);
                if (random.Next(20) == 0)
                {
                    // About the time after which the turn changes hands by itself.
                    await Task.Delay(random.Next(15));
                }
            }
        }
    }

    [Fact]
    public async Task A_lost_connection_ends_a_call_that_reads_for_itself()
    {
        _stage.Client.Echo(new Part());
        var waiting = Task.Factory.StartNew(() => Assert.Throws<RpcException>(() => _stage.Client.Block(new Part())), TaskCreationOptions.LongRunning);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        _stage.Transport.Dispose();
        Assert.Equal(StatusCode.Unavailable, (await waiting.WaitAsync(Patience)).StatusCode);
        _stage.Service.Gate.Set();
    }

    [Fact]
    public async Task A_connection_is_found_lost_while_nobody_calls()
    {
        _stage.Client.Echo(new Part());
        _stage.Transport.Dispose();
        await _stage.Frames.Connection.Closed.WaitAsync(Patience);
    }
}

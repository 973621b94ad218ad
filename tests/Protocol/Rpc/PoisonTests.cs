using Grpc.Core;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Rpc;

public sealed class PoisonTests : IDisposable
{
    private readonly Stage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData("FFFFFF7F 01000000 02 00 0000", "was announced")]
    [InlineData("00000000 01000000 09 00 0000", "kind 9 is unknown")]
    [InlineData("00000000 01000000 02 80 0000", "flags")]
    [InlineData("00000000 01000000 02 00 0100", "flags")]
    [InlineData("00000000 63000000 02 00 0000", "unknown stream 99")]
    [InlineData("00000000 63000000 03 02 0000", "unknown stream 99")]
    public async Task Rubbish_from_the_peer_poisons_the_connection_with_the_first_cause(string hex, string cause)
    {
        var pending = _stage.Client.WaitAsync(new Part()).ResponseAsync;
        _stage.Transport.Write(Convert.FromHexString(hex.Replace(" ", "")));
        var error = await Assert.ThrowsAsync<RpcException>(() => pending.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains(cause, error.Status.Detail);
        var later = Assert.Throws<RpcException>(() => _stage.Client.Echo(new Part()));
        Assert.Equal(error.Status.Detail, later.Status.Detail);
    }

    [Fact]
    public async Task A_connection_that_ends_inside_a_frame_says_how_much_was_missing()
    {
        var pending = _stage.Client.WaitAsync(new Part()).ResponseAsync;
        _stage.Transport.Write([10, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3]);
        _stage.Transport.Dispose();
        var error = await Assert.ThrowsAsync<RpcException>(() => pending.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Contains("7 bytes before the end of a frame", error.Status.Detail);
    }

    [Fact]
    public async Task A_closed_connection_fails_open_calls_and_later_ones()
    {
        var running = new TaskCompletionSource();
        _stage.Frames.Progress = (_, _, _) => running.TrySetResult();
        var pending = _stage.Client.WaitAsync(new Part()).ResponseAsync;
        await running.Task.WaitAsync(TimeSpan.FromSeconds(10));
        _stage.Frames.Dispose();
        Assert.Equal(StatusCode.Unavailable, await Stage.StatusOf(() => pending));
        Assert.Equal(StatusCode.Unavailable, await Stage.StatusOf(async () => await _stage.Client.EchoAsync(new Part())));
        await _stage.Service.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }
}

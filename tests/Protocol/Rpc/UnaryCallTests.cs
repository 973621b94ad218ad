using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Rpc;

public sealed class UnaryCallTests : IDisposable
{
    private readonly Stage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public void A_blocking_call_returns_the_reply()
        => Assert.Equal(42, _stage.Client.Echo(new Part { Number = 42 }).Number);

    [Fact]
    public async Task A_message_of_ten_megabytes_arrives_whole()
    {
        var data = ByteString.CopyFrom([.. Enumerable.Range(0, 10_000_000).Select(i => (byte)(i * 31))]);
        Assert.Equal(data, (await _stage.Client.EchoAsync(new Part { Data = data })).Data);
    }

    [Fact]
    public async Task A_message_over_the_cap_is_refused_and_the_connection_stays()
    {
        var part = new Part { Data = ByteString.CopyFrom(new byte[FrameLimits.MaxPayload + 1]) };
        Assert.Equal(StatusCode.ResourceExhausted, await Stage.StatusOf(async () => await _stage.Client.EchoAsync(part)));
        Assert.Equal(1, _stage.Client.Echo(new Part { Number = 1 }).Number);
    }

    [Fact]
    public void An_error_of_the_service_has_its_message_and_errno()
    {
        var error = Assert.Throws<RpcException>(() => _stage.Client.Fail(new Part { Number = 2 }));
        Assert.Equal("/x: No such file or directory", error.Status.Detail);
        Assert.Equal(Errno.ENOENT, error.Errno());
    }

    [Fact]
    public void An_error_names_a_file_whose_name_is_not_text()
        => Assert.Equal(
            "/x\udce9: No such file or directory",
            Assert.Throws<RpcException>(() => _stage.Client.Fail(new Part { Number = 2, Data = ByteString.CopyFrom(0xe9) })).Status.Detail);

    [Fact]
    public void A_bug_of_the_service_goes_through_the_error_mapping()
        => Assert.Equal("mapped: a bug", Assert.Throws<RpcException>(() => _stage.Client.Fail(new Part())).Status.Detail);

    [Fact]
    public async Task Calls_from_many_threads_get_their_own_replies()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => _stage.Client.Echo(new Part { Number = i }).Number)));
        Assert.Equal(Enumerable.Range(0, 500).Select(i => (long)i), replies);
        Assert.Equal(0, _stage.Frames.OpenCalls);
    }

    [Fact]
    public async Task Ten_thousand_calls_at_once_all_get_their_replies()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 10_000).Select(i => _stage.Client.EchoAsync(new Part { Number = i }).ResponseAsync));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), replies.Select(reply => reply.Number));
    }

    [Fact]
    public async Task Calls_beyond_the_limit_wait_for_a_slot_and_can_be_cancelled_meanwhile()
    {
        using var first = new CancellationTokenSource();
        using var second = new CancellationTokenSource();
        var open = Enumerable.Range(0, FrameLimits.MaxStreams)
            .Select(_ => Stage.StatusOf(() => _stage.Client.WaitAsync(new Part(), cancellationToken: first.Token).ResponseAsync)).ToList();
        var cancelled = Stage.StatusOf(() => _stage.Client.EchoAsync(new Part(), cancellationToken: second.Token).ResponseAsync);
        var waiting = _stage.Client.EchoAsync(new Part { Number = 7 }).ResponseAsync;
        await second.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await cancelled);
        Assert.False(waiting.IsCompleted);
        await first.CancelAsync();
        Assert.All(await Task.WhenAll(open), status => Assert.Equal(StatusCode.Cancelled, status));
        Assert.Equal(7, (await waiting.WaitAsync(TimeSpan.FromSeconds(30))).Number);
    }

    [Fact]
    public async Task Calls_that_wait_for_a_slot_end_with_the_connection()
    {
        var calls = Enumerable.Range(0, FrameLimits.MaxStreams + 10).Select(_ => Stage.StatusOf(() => _stage.Client.WaitAsync(new Part()).ResponseAsync)).ToList();
        _stage.Frames.Dispose();
        Assert.All(await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30)), status => Assert.Equal(StatusCode.Unavailable, status));
    }

    [Fact]
    public async Task A_cancelled_call_ends_here_and_there_and_the_connection_stays()
    {
        using var cancellation = new CancellationTokenSource();
        var call = _stage.Client.WaitAsync(new Part(), cancellationToken: cancellation.Token).ResponseAsync;
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, await Stage.StatusOf(() => call));
        await _stage.Service.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(7, _stage.Client.Echo(new Part { Number = 7 }).Number);
    }

    [Fact]
    public async Task What_is_called_after_cancelling_finds_the_call_cancelled()
    {
        for (var round = 0; round < 500; round++)
        {
            using var cancellation = new CancellationTokenSource();
            var call = _stage.Client.WaitAsync(new Part(), cancellationToken: cancellation.Token).ResponseAsync;
            Assert.Equal(1, (await _stage.Client.WaitingAsync(new Part())).Number);
            var status = Stage.StatusOf(() => call);
            await cancellation.CancelAsync();
            Assert.Equal(StatusCode.Cancelled, await status);
            Assert.Equal(0, (await _stage.Client.WaitingAsync(new Part())).Number);
        }
    }

    [Fact]
    public async Task A_call_cancelled_before_it_is_sent_leaves_the_connection_alone()
    {
        using var cancellation = new CancellationTokenSource();
        var cancelling = Marshallers.Create<Part>(
            part =>
            {
                cancellation.Cancel();
                return part.ToByteArray();
            },
            Part.Parser.ParseFrom);
        var method = new Method<Part, Part>(MethodType.Unary, "rehearsal.Rehearsal", "Wait", cancelling, cancelling);
        var invoker = new FrameCallInvoker(_stage.Frames);
        Assert.Equal(StatusCode.Cancelled, await Stage.StatusOf(
            async () => await invoker.AsyncUnaryCall(method, null, new CallOptions(cancellationToken: cancellation.Token), new Part())));
        await _stage.Service.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(7, _stage.Client.Echo(new Part { Number = 7 }).Number);
    }

    [Fact]
    public async Task A_waiting_call_does_not_hold_up_others()
    {
        using var waiting = _stage.Client.WaitAsync(new Part());
        Assert.Equal(3, (await _stage.Client.EchoAsync(new Part { Number = 3 })).Number);
        Assert.False(waiting.ResponseAsync.IsCompleted);
    }

    [Fact]
    public async Task Progress_reaches_the_client_with_the_name_of_the_method()
    {
        var seen = new TaskCompletionSource<(string, ulong, ulong)>();
        _stage.Frames.Progress = (method, position, total) => seen.TrySetResult((method, position, total));
        using var waiting = _stage.Client.WaitAsync(new Part());
        Assert.Equal(("/rehearsal.Rehearsal/Wait", 1UL, 2UL), await seen.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_method_that_the_server_lacks_is_reported_by_name()
    {
        var method = new Method<Part, Part>(MethodType.Unary, "rehearsal.Other", "Thing", Marshallers.Create(static _ => [], static _ => new Part()), Marshallers.Create(static _ => [], static _ => new Part()));
        var invoker = new FrameCallInvoker(_stage.Frames);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await invoker.AsyncUnaryCall(method, null, default, new Part()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        Assert.Contains("/rehearsal.Other/Thing", error.Status.Detail);
    }
}

using System.Threading.Channels;
using Grpc.Core;
using GuestCtl.Server.Forwarding;

namespace GuestCtl.Server.Tests.Forwarding;

public sealed class RequestPumpTests
{
    private readonly Caller _caller = new();
    private readonly Guest _guest = new();
    private readonly TaskCompletionSource _answer = new();

    [Fact]
    public async Task All_messages_arrive_in_order_and_the_guest_learns_that_they_are_all()
    {
        _caller.Send("one", "two");
        _caller.End();
        await PumpAsync();
        Assert.Equal(["one", "two"], _guest.Messages);
        Assert.True(_guest.IsComplete);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_fails_and_is_never_called_complete()
    {
        _caller.Send("half");
        _caller.End(new IOException("the connection was reset"));
        await Assert.ThrowsAsync<IOException>(() => PumpAsync());
        Assert.Equal(["half"], _guest.Messages);
        Assert.False(_guest.IsComplete);
    }

    [Fact]
    public async Task A_caller_that_is_gone_ends_it()
    {
        using var gone = new CancellationTokenSource();
        var pump = PumpAsync(gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pump);
        Assert.False(_guest.IsComplete);
    }

    [Fact]
    public async Task No_message_is_read_while_the_guest_has_no_room()
    {
        _guest.HasRoom = new TaskCompletionSource();
        _caller.Send("one", "two", "three");
        var pump = PumpAsync();
        Assert.Equal(2, _caller.Waiting);
        _caller.End();
        _guest.HasRoom.SetResult();
        await pump;
        Assert.Equal(["one", "two", "three"], _guest.Messages);
    }

    [Fact]
    public async Task An_early_answer_ends_it_and_nothing_reads_from_the_caller_any_more()
    {
        var pump = PumpAsync();
        _answer.SetException(new RpcException(new Status(StatusCode.FailedPrecondition, "the disk is full")));
        await pump.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(_caller.IsRead);
        Assert.False(_guest.IsComplete);
    }

    [Fact]
    public async Task The_error_of_a_call_that_the_guest_ended_is_left_to_its_answer()
    {
        _guest.Failure = new RpcException(new Status(StatusCode.OK, "the call is over"));
        _caller.Send("one");
        await PumpAsync();
        Assert.False(_guest.IsComplete);
    }

    [Fact]
    public async Task A_message_too_large_for_the_guest_fails_because_no_answer_would_come()
    {
        _guest.Failure = new RpcException(new Status(StatusCode.ResourceExhausted, "too large"));
        _caller.Send("one");
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => PumpAsync())).StatusCode);
    }

    private Task PumpAsync(CancellationToken cancellationToken = default) => RequestPump.RunAsync(_caller, _guest, _answer.Task, cancellationToken);

    private sealed class Caller : IAsyncStreamReader<string>
    {
        private readonly Channel<string> _messages = Channel.CreateUnbounded<string>();

        public string Current { get; private set; } = "";

        public int Waiting => _messages.Reader.Count;

        public bool IsRead { get; private set; }

        public void Send(params string[] messages) => Assert.All(messages, message => Assert.True(_messages.Writer.TryWrite(message)));

        public void End(Exception? error = null) => _messages.Writer.Complete(error);

        public async Task<bool> MoveNext(CancellationToken cancellationToken)
        {
            IsRead = true;
            try
            {
                if (!await _messages.Reader.WaitToReadAsync(cancellationToken))
                {
                    return false;
                }

                Current = await _messages.Reader.ReadAsync(cancellationToken);
                return true;
            }
            finally
            {
                IsRead = false;
            }
        }
    }

    private sealed class Guest : IClientStreamWriter<string>
    {
        public List<string> Messages { get; } = [];

        public bool IsComplete { get; private set; }

        public TaskCompletionSource? HasRoom { get; set; }

        public RpcException? Failure { get; set; }

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(string message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(string message, CancellationToken cancellationToken)
        {
            if (Failure is not null)
            {
                throw Failure;
            }

            await (HasRoom?.Task ?? Task.CompletedTask);
            Messages.Add(message);
        }

        public Task CompleteAsync()
        {
            IsComplete = true;
            return Task.CompletedTask;
        }
    }
}

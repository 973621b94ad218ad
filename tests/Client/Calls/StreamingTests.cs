using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Calls;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Client.Tests.Calls;

public sealed class StreamingTests : IDisposable
{
    private readonly GuestFs _guest = new(new GuestFsOptions { UseEnvironment = false });
    private readonly TemporaryDirectory _directory = new();
    private readonly Recorder _recorder = new();

    public void Dispose()
    {
        _guest.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(5, new[] { 5 })]
    [InlineData(FrameLimits.ChunkSize, new[] { FrameLimits.ChunkSize })]
    [InlineData(FrameLimits.ChunkSize + 1, new[] { FrameLimits.ChunkSize, 1 })]
    public async Task A_file_goes_in_chunks_and_the_first_message_is_always_sent(int length, int[] chunks)
    {
        var file = _directory.WriteFile("source", new byte[length]);
        await SendAsync(file);
        Assert.Equal(chunks, _recorder.Sent.Select(c => c.Data.Length));
        Assert.True(_recorder.Completed);
    }

    [Fact]
    public async Task A_missing_file_is_named_and_the_call_is_given_up()
    {
        var error = await Assert.ThrowsAsync<GuestOperationException>(() => SendAsync("/no/such/file"));
        Assert.Equal(Errno.ENOENT, error.Errno);
        Assert.Contains("/no/such/file", error.Message);
        Assert.True(_recorder.Disposed);
    }

    [Fact]
    public async Task A_directory_is_not_a_file()
        => Assert.Equal(Errno.EISDIR, (await Assert.ThrowsAsync<GuestOperationException>(() => SendAsync(_directory.Path))).Errno);

    [Fact]
    public async Task When_the_daemon_ends_early_its_reason_is_what_the_caller_sees()
    {
        _recorder.FailAfter = 1;
        var file = _directory.WriteFile("source", new byte[3 * FrameLimits.ChunkSize]);
        Assert.Equal("no space", (await Assert.ThrowsAsync<RpcException>(() => SendAsync(file))).Status.Detail);
    }

    private Task<Nothing> SendAsync(string file)
        => Streaming.SendAsync(_guest, _recorder.Call(), new Chunk(), static () => new Chunk(), file, static (chunk, data) => chunk.Data = ByteString.CopyFrom(data.Span), default);

    private sealed class Recorder : IClientStreamWriter<Chunk>
    {
        private readonly TaskCompletionSource<Nothing> _response = new();

        public List<Chunk> Sent { get; } = [];

        public int FailAfter { get; set; } = int.MaxValue;

        public bool Completed { get; private set; }

        public bool Disposed { get; private set; }

        public WriteOptions? WriteOptions { get; set; }

        public AsyncClientStreamingCall<Chunk, Nothing> Call()
            => new(this, _response.Task, Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], () => Disposed = true);

        public Task WriteAsync(Chunk message)
        {
            if (Sent.Count >= FailAfter)
            {
                var error = new RpcException(new Status(StatusCode.FailedPrecondition, "no space"));
                _response.TrySetException(error);
                throw error;
            }

            Sent.Add(message.Clone());
            return Task.CompletedTask;
        }

        public Task WriteAsync(Chunk message, CancellationToken cancellationToken) => WriteAsync(message);

        public Task CompleteAsync()
        {
            Completed = true;
            _response.TrySetResult(new Nothing());
            return Task.CompletedTask;
        }
    }
}

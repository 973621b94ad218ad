using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using static GuestCtl.Server.Tests.RealGateway.GatewayFixture;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>The generated clients over real gRPC, into a real guest.</summary>
[Collection(GatewayCollection.Name)]
public sealed class CallTests(GatewayFixture gateway)
{
    // The guest's own transfers have chunks of this size.
    private const int ChunkSize = 64 * 1024;
    private const int MaxMessage = (16 << 20) - 1024;

    [Fact]
    public async Task The_guest_answers() => await gateway.Commands.PingDaemonAsync(new NoArguments());

    [Fact]
    public async Task What_was_written_is_read()
    {
        await WriteAsync("/words", Text("some words"));
        using var call = gateway.Files.ReadFile(new ReadFileRequest { Path = Text("/words") });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal("some words", call.ResponseStream.Current.Data.ToStringUtf8());
        Assert.False(await call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task Five_megabytes_go_up_and_come_down_the_same()
    {
        var content = new byte[5_000_003];
        Random.Shared.NextBytes(content);
        using (var upload = gateway.Files.Upload())
        {
            foreach (var chunk in content.Chunk(ChunkSize))
            {
                await upload.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/big"), Filename = ByteString.CopyFrom(chunk) });
            }

            await upload.RequestStream.CompleteAsync();
            await upload;
        }

        var received = new MemoryStream();
        using var download = gateway.Files.Download(new DownloadRequest { RemoteFilename = Text("/big") });
        while (await download.ResponseStream.MoveNext(default))
        {
            download.ResponseStream.Current.Data.WriteTo(received);
        }

        Assert.Equal(content, received.ToArray());
    }

    [Fact]
    public async Task An_error_has_the_guest_s_message_and_errno()
    {
        var error = await Assert.ThrowsAsync<RpcException>(
            async () => await gateway.Files.StatAsync(new StatRequest { Path = Text("/no/such/file") }));
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
        Assert.Equal("/no/such/file: No such file or directory", error.Status.Detail);
        Assert.Equal(Errno.ENOENT, error.Errno());
        Assert.Equal((Reason.SystemError, "/no/such/file"), (error.Reason().Reason, error.Reason().Arguments["subject"]));
    }

    [Fact]
    public async Task An_error_of_a_reading_stream_has_them_too()
    {
        using var call = gateway.Files.Download(new DownloadRequest { RemoteFilename = Text("/missing") });
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(Errno.ENOENT, error.Errno());
    }

    [Fact]
    public async Task An_upload_to_a_wrong_path_fails_while_the_caller_still_sends()
    {
        using var call = gateway.Files.Upload();
        await call.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/no/such/file"), Filename = Text("first") });
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(Errno.ENOENT, error.Errno());
        await gateway.Commands.PingDaemonAsync(new NoArguments());
    }

    [Fact]
    public async Task A_message_just_below_the_limit_arrives_whole()
    {
        var request = new PwriteRequest { Path = Text("/large"), Offset = 0 };
        request.Content = ByteString.CopyFrom(new byte[MaxMessage - request.CalculateSize() - 16]);
        Assert.InRange(request.CalculateSize(), MaxMessage - 16, MaxMessage);
        await WriteAsync("/large", Text(""));
        Assert.Equal(request.Content.Length, (await gateway.Files.PwriteAsync(request)).Value);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_and_the_guest_lives()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => WriteAsync("/huge", ByteString.CopyFrom(new byte[MaxMessage])));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        await gateway.Commands.PingDaemonAsync(new NoArguments());
    }

    [Fact]
    public async Task Calls_of_many_callers_run_at_once()
        => await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var channel = gateway.Gateway.Connect();
            var commands = new Commands.CommandsClient(channel);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
            {
                var reply = await commands.EchoDaemonAsync(new EchoDaemonRequest { Words = { Text($"word{i}") } });
                Assert.Equal($"word{i}", reply.Value.ToStringUtf8());
            }));
        }));

    private async Task WriteAsync(string path, ByteString content)
    {
        using var call = gateway.Files.Write();

        // Once the gateway has ended a call early, a write that waits for room may wait for ever.
        await Task.WhenAny(SendAsync(call.RequestStream, new WriteRequest { Path = Text(path), Content = content }), call.ResponseAsync);
        await call;
    }

    private static async Task SendAsync<T>(IClientStreamWriter<T> requests, T request)
    {
        await requests.WriteAsync(request);
        await requests.CompleteAsync();
    }
}

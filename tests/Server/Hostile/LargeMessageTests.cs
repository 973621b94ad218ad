using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Server.Serving;

namespace GuestCtl.Server.Tests.Hostile;

/// <summary>A message that is too large is told of as what it is, whoever sent it.</summary>
public sealed class LargeMessageTests
{
    private static readonly ByteString TooLong = ByteString.CopyFrom(new byte[MessageLimit.Bytes + 1]);

    [Fact]
    public Task A_request_over_the_limit_is_refused_with_the_limit()
        => AssertRefusedAsync(async channel => await new Files.FilesClient(channel).IsFileAsync(new IsFileRequest { Path = TooLong }));

    [Fact]
    public Task A_request_for_a_stream_over_the_limit_is_refused_with_the_limit()
        => AssertRefusedAsync(async channel =>
        {
            using var call = new Files.FilesClient(channel).ReadFile(new ReadFileRequest { Path = TooLong });
            await call.ResponseStream.MoveNext(default);
        });

    [Fact]
    public Task A_message_of_an_upload_over_the_limit_is_refused_with_the_limit()
        => AssertRefusedAsync(
            async channel =>
            {
                using var call = new Files.FilesClient(channel).Upload();
                await call.RequestStream.WriteAsync(new UploadRequest { Filename = TooLong });
                await call.RequestStream.CompleteAsync();
                await call;
            },
            new TaskCompletionSource().Task);

    [Fact]
    public async Task A_request_just_below_the_limit_is_passed_on()
    {
        var guest = new StandInGuest();
        await using var gateway = await LocalGateway.StartAsync(guest);
        using var channel = gateway.OpenChannel();
        await new Files.FilesClient(channel).IsFileAsync(new IsFileRequest { Path = ByteString.CopyFrom(new byte[MessageLimit.Bytes - 100]) });
        Assert.Equal(1, guest.Arrived);
    }

    [Fact]
    public async Task An_answer_that_the_guest_could_not_send_keeps_its_own_words()
    {
        var guest = new StandInGuest { Error = GuestErrors.Create("the answer has 20000000 bytes, over the limit of 16777216", Errno.EMSGSIZE, StatusCode.ResourceExhausted) };
        await using var gateway = await LocalGateway.StartAsync(guest);
        using var channel = gateway.OpenChannel();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Files.FilesClient(channel).IsFileAsync(new IsFileRequest()));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal("the answer has 20000000 bytes, over the limit of 16777216", error.Status.Detail);
        Assert.Equal(Errno.EMSGSIZE, error.Errno());
    }

    private static async Task AssertRefusedAsync(Func<GrpcChannel, Task> call, Task? gate = null)
    {
        var guest = new StandInGuest { Gate = gate ?? Task.CompletedTask };
        await using var gateway = await LocalGateway.StartAsync(guest);
        using var channel = gateway.OpenChannel();
        var error = await Assert.ThrowsAsync<RpcException>(() => call(channel));
        Assert.Equal((StatusCode.ResourceExhausted, MessageLimit.Reason), (error.StatusCode, error.Status.Detail));
        Assert.Contains("16776192", error.Status.Detail);
    }
}

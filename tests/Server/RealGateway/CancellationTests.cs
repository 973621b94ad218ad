using Grpc.Core;
using GuestCtl.Protocol.Api;
using static GuestCtl.Server.Tests.RealGateway.GatewayFixture;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>A caller that gives up frees the guest too.</summary>
[Collection(GatewayCollection.Name)]
public sealed class CancellationTests(GatewayFixture gateway)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_cancelled_call_ends_in_the_guest()
    {
        using var cancellation = new CancellationTokenSource();
        var call = Sleep(gateway.Commands, 3001, new CallOptions(cancellationToken: cancellation.Token));
        await WaitUntil(3001, running: true);
        await cancellation.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await WaitUntil(3001, running: false);
    }

    [Fact]
    public async Task A_call_past_its_deadline_ends_in_the_guest()
    {
        var call = Sleep(gateway.Commands, 3002, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(5)));
        await WaitUntil(3002, running: true);
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await WaitUntil(3002, running: false);
    }

    [Fact]
    public async Task The_calls_of_a_caller_that_went_away_end_in_the_guest()
    {
        var channel = gateway.Gateway.Connect();
        var call = Sleep(new Commands.CommandsClient(channel), 3003, default);
        await WaitUntil(3003, running: true);
        channel.Dispose();
        await Assert.ThrowsAsync<RpcException>(async () => await call);
        await WaitUntil(3003, running: false);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_lets_go_of_the_guest_s_file()
    {
        var channel = gateway.Gateway.Connect();
        var upload = new Files.FilesClient(channel).Upload();
        await upload.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/half"), Filename = Text("the first half") });
        await WaitFor(OpenFiles, "/half");
        channel.Dispose();
        await WaitFor(async () => (await OpenFiles()).Contains("/half", StringComparison.Ordinal) ? "open" : "closed", "closed");
        Assert.NotEqual(StatusCode.OK, (await Assert.ThrowsAsync<RpcException>(async () => await upload)).StatusCode);
    }

    private static AsyncUnaryCall<StringReply> Sleep(Commands.CommandsClient commands, int seconds, CallOptions options)
        => commands.DebugAsync(new DebugRequest { Subcmd = Text("sh"), ExtraArgs = { Text($"sleep {seconds}") } }, options);

    private Task<string> OpenFiles() => gateway.ShellAsync("readlink /proc/$PPID/fd/* || true");

    private Task WaitUntil(int seconds, bool running)
        => WaitFor(async () => (await gateway.ShellAsync($"pgrep -fx 'sleep {seconds}' >/dev/null && echo yes || echo no")).Trim(), running ? "yes" : "no");

    private static async Task WaitFor(Func<Task<string>> ask, string expected)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!(await ask()).Contains(expected, StringComparison.Ordinal))
        {
            Assert.True(DateTime.UtcNow < deadline, $"'{expected}' was waited for in vain");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }
}

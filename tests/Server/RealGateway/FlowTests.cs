using System.Globalization;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using static GuestCtl.Server.Tests.RealGateway.GatewayFixture;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>A slow end slows the other one down, and nobody else.</summary>
[Collection(GatewayCollection.Name)]
public sealed class FlowTests(GatewayFixture gateway)
{
    private const long SparseSize = 4L << 30;

    // The windows of both wires, and what the sockets between them hold.
    private const long MostOnTheWay = 16 << 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task The_guest_waits_for_a_caller_that_does_not_read_and_serves_others_meanwhile()
    {
        await gateway.ShellAsync($"truncate -s {SparseSize} /sysroot/sparse");
        using var call = gateway.Files.Download(new DownloadRequest { RemoteFilename = Text("/sparse") });
        Assert.True(await call.ResponseStream.MoveNext(default));
        await Task.Delay(Pause);
        var first = await PositionAsync();
        await Task.Delay(Pause);
        Assert.InRange(first, 1, MostOnTheWay);
        Assert.Equal(first, await PositionAsync());
        Assert.True(await call.ResponseStream.MoveNext(default));
    }

    [Fact]
    public async Task A_caller_that_sends_slowly_holds_up_no_other_call_of_its_connection()
    {
        using var call = gateway.Files.Upload();
        await call.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/slow"), Filename = Text("one") });
        await gateway.Commands.PingDaemonAsync(new NoArguments()).ResponseAsync.WaitAsync(TimeSpan.FromSeconds(20));
        await call.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/slow"), Filename = Text("two") });
        await call.RequestStream.CompleteAsync();
        await call;
        Assert.Equal("onetwo", await gateway.ShellAsync("cat /sysroot/slow"));
    }

    private async Task<long> PositionAsync()
    {
        var line = await gateway.ShellAsync(
            "for f in /proc/$PPID/fd/*; do if [ \"$(readlink $f)\" = /sysroot/sparse ]; then grep ^pos: /proc/$PPID/fdinfo/${f##*/}; fi; done");
        return long.Parse(line.AsSpan("pos:".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

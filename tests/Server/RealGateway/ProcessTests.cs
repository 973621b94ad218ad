using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using static GuestCtl.Server.Tests.RealGateway.GatewayFixture;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>How the program starts and ends as a process.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string SocketPath => _directory["s"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_writes_everything_out_removes_the_socket_and_leaves_no_qemu(string signal)
    {
        var disk = MakeDisk();
        await using var gateway = await StartAsync(disk, "--rw");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        var qemus = gateway.Qemus();
        Assert.NotEmpty(qemus);
        using (var channel = gateway.Connect())
        {
            using var call = new Files.FilesClient(channel).Upload();
            await call.RequestStream.WriteAsync(new UploadRequest { RemoteFilename = Text("/dev/sda"), Filename = Text("kept") });
            await call.RequestStream.CompleteAsync();
            await call;
            var waiting = new Commands.CommandsClient(channel).SleepAsync(new SleepRequest { Secs = 600 });
            gateway.Signal(signal);
            Assert.Equal(0, await gateway.WaitForEndAsync());
            await Assert.ThrowsAsync<RpcException>(async () => await waiting);
        }

        Assert.Equal([disk], Directory.GetFileSystemEntries(_directory.Path));
        await RunningGateway.AssertGoneAsync(qemus);
        Assert.Equal("kept"u8, File.ReadAllBytes(disk).AsSpan(0, 4));
    }

    [Fact]
    public async Task A_killed_gateway_leaves_no_qemu_and_its_socket_does_not_stop_the_next_one()
    {
        var disk = MakeDisk();
        await using (var killed = await StartAsync(disk))
        {
            var qemus = killed.Qemus();
            killed.Signal("KILL");
            await killed.WaitForEndAsync();
            await RunningGateway.AssertGoneAsync(qemus);
            Assert.True(Path.Exists(SocketPath));
        }

        await using var next = await StartAsync(disk);
        using var channel = next.Connect();
        await new Commands.CommandsClient(channel).PingDaemonAsync(new NoArguments());
    }

    [Fact]
    public async Task Read_only_images_are_never_written_and_a_port_works_as_the_socket_does()
    {
        var disk = MakeDisk();
        await using (var gateway = await RunningGateway.StartAsync("-a", disk, "--format", "raw", "--listen", "http://127.0.0.1:0"))
        {
            using var channel = gateway.Connect();
            var shell = new DebugRequest { Subcmd = Text("sh"), ExtraArgs = { Text("mke2fs -q /dev/sda && echo made") } };
            Assert.Equal("made", (await new Commands.CommandsClient(channel).DebugAsync(shell)).Value.ToStringUtf8());
            Assert.Contains(gateway.Errors, line => line.Contains("Every user of this machine can connect", StringComparison.Ordinal));
        }

        Assert.All(File.ReadAllBytes(disk), b => Assert.Equal(0, b));
    }

    [Fact]
    public async Task A_lost_appliance_ends_the_gateway_with_the_cause()
    {
        await using var gateway = await StartAsync(MakeDisk());
        using var channel = gateway.Connect();
        var waiting = new Commands.CommandsClient(channel).SleepAsync(new SleepRequest { Secs = 600 });
        await new Commands.CommandsClient(channel).PingDaemonAsync(new NoArguments());
        Process.GetProcessById(gateway.Qemus().Single()).Kill();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await waiting);
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.Contains("QEMU ended unexpectedly", error.Status.Detail);
        Assert.Equal(3, await gateway.WaitForEndAsync());
        Assert.Contains(gateway.Errors, line => line.Contains("QEMU ended unexpectedly", StringComparison.Ordinal));
        Assert.False(Path.Exists(SocketPath));
    }

    [Fact]
    public async Task A_second_gateway_on_the_same_socket_is_refused_and_the_first_one_stays()
    {
        var disk = MakeDisk();
        await using var first = await StartAsync(disk);
        var error = new StringWriter();
        Assert.Equal(1, await new ServerProgram(TextWriter.Null, error).RunAsync(["-a", disk, "--listen", $"unix:{SocketPath}"]));
        Assert.Contains("another gateway serves there", error.ToString());
        using var channel = first.Connect();
        await new Commands.CommandsClient(channel).PingDaemonAsync(new NoArguments());
    }

    private Task<RunningGateway> StartAsync(string disk, params string[] more)
        => RunningGateway.StartAsync(["-a", disk, "--format", "raw", "--listen", $"unix:{SocketPath}", .. more]);

    private string MakeDisk()
    {
        var disk = _directory["disk.img"];
        using var file = File.Create(disk);
        file.SetLength(1 << 20);
        return disk;
    }
}

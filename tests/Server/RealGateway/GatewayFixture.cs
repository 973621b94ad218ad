using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>One gateway for the tests of all classes: a writable disk of 100 MiB with an ext4 file system on /.</summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private RunningGateway? _gateway;
    private GrpcChannel? _channel;

    internal RunningGateway Gateway => _gateway!;

    internal CallInvoker Invoker => _channel!.CreateCallInvoker();

    internal Commands.CommandsClient Commands => new(_channel!);

    internal Files.FilesClient Files => new(_channel!);

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var disk = _directory["disk.img"];
        using (var file = File.Create(disk))
        {
            file.SetLength(100 << 20);
        }

        _gateway = await RunningGateway.StartAsync("-a", disk, "--format", "raw", "--rw", "--listen", $"unix:{_directory["s"]}");
        _channel = _gateway.Connect();
        await ShellAsync("mke2fs -q -t ext4 /dev/sda");
        await new Mounts.MountsClient(_channel).MountAsync(new MountRequest { Mountable = Text("/dev/sda"), MountPoint = Text("/") });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        _directory.Dispose();
    }

    /// <summary>Runs a shell command in the appliance.</summary>
    public async Task<string> ShellAsync(string command)
        => (await Commands.DebugAsync(new DebugRequest { Subcmd = Text("sh"), ExtraArgs = { Text(command) } })).Value.ToStringUtf8();

    internal static ByteString Text(string text) => ByteString.CopyFromUtf8(text);
}

/// <summary>All classes share one gateway.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<GatewayFixture>
{
    /// <summary>The name of the collection.</summary>
    public const string Name = "Gateway";
}

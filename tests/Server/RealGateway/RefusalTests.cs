using System.Net;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Server.Forwarding;
using GuestCtl.Server.Tests.Forwarding;
using static GuestCtl.Server.Tests.RealGateway.GatewayFixture;

namespace GuestCtl.Server.Tests.RealGateway;

/// <summary>What a caller from outside cannot do.</summary>
[Collection(GatewayCollection.Name)]
public sealed class RefusalTests(GatewayFixture gateway)
{
    private Protocol.Api.Handle.HandleClient Handle => new(gateway.Invoker);

    [Fact]
    public async Task Each_host_function_is_answered_if_it_is_harmless_and_refused_if_not()
    {
        foreach (var method in BoundMethods.All.Where(m => m.Function!.Side == Side.Host))
        {
            var isRefused = await Record.ExceptionAsync(() => method.CallAsync(gateway.Invoker)) is RpcException { StatusCode: StatusCode.PermissionDenied };
            Assert.True(isRefused != Admission.IsAdmitted(method.Method.FullName), $"{method.Method.FullName}: refused is {isRefused}");
        }

        Assert.True((await Handle.IsReadyAsync(new NoArguments())).Value);
    }

    [Fact]
    public async Task No_file_is_made_on_the_gateway_s_machine()
    {
        using var directory = new TemporaryDirectory();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Protocol.Api.Images.ImagesClient(gateway.Invoker).DiskCreateAsync(
            new DiskCreateRequest { Filename = Text(directory["disk.img"]), Format = Text("raw"), Size = 1 << 20 }));
        Assert.Equal(StatusCode.PermissionDenied, error.StatusCode);
        Assert.Contains("disk_create: this function acts on the gateway's own machine", error.Status.Detail);
        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task The_questions_about_the_handle_are_answered()
    {
        Assert.Equal(1, (await Handle.VersionAsync(new NoArguments())).Major);
        Assert.True((await Handle.GetAutosyncAsync(new NoArguments())).Value);
        Assert.True((await Handle.FeatureAvailableAsync(new FeatureAvailableRequest { Groups = { Text("lvm2") } })).Value);
    }

    [Fact]
    public async Task What_only_library_and_daemon_tell_each_other_is_not_known()
    {
        var control = new Protocol.Internal.Control.ControlClient(gateway.Invoker);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await control.ShutdownAsync(new Protocol.Internal.ShutdownRequest()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
        await gateway.Commands.PingDaemonAsync(new NoArguments());
    }

    [Fact]
    public async Task Only_http_2_is_spoken()
    {
        using var client = new HttpClient(gateway.Gateway.CreateHandler());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("http://localhost/")).StatusCode);
    }
}

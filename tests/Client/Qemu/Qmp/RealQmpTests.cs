using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Qemu.Arguments;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Qemu.Qmp;

public sealed class RealQmpTests
{
    [Fact]
    public async Task A_real_qemu_negotiates_refuses_and_quits()
    {
        var qemu = await RealQemu.FindAsync();
        using var socket = new SocketPair();
        var chardev = Chardev.Inherited("qmp", InheritedDescriptor.First);
        await using var process = QemuProcess.Start(qemu.Path, new QemuCommandLine()
            .Add(new Machine("none")).Add(Flag.Nodefaults).Add(Flag.DisplayNone).Add(chardev).Add(new Mon(chardev)).ToArguments(),
            new QemuProcessOptions { Binary = qemu, Descriptors = [new InheritedDescriptor(socket.Other)] }, NullLogger.Instance);
        socket.Other.Dispose();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var client = await QmpClient.ConnectAsync(socket.TakeStream(), NullLogger.Instance, deadline.Token);

        Assert.Equal("running", await client.QueryStatusAsync());
        await client.StopAsync();
        Assert.Equal("paused", await client.QueryStatusAsync());
        await client.ContinueAsync();
        Assert.Equal(0, (await client.QueryBlockAsync()).GetArrayLength());
        var refused = await Assert.ThrowsAsync<QmpException>(() => client.BlockdevDelAsync("nothing"));
        Assert.Contains("nothing", refused.Description);

        await client.QuitAsync();
        Assert.Equal(0, await process.Exited.WaitAsync(TimeSpan.FromSeconds(10)));
        await client.Closed.WaitAsync(TimeSpan.FromSeconds(5));
    }
}

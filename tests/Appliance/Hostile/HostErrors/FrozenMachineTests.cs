using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A QEMU that the host froze: it does not even die when it is killed, and still no call waits for it without end.</summary>
[SupportedOSPlatform("linux")]
public sealed class FrozenMachineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Calls_end_the_handle_closes_and_QEMU_ends_when_it_thaws()
    {
        using var group = FrozenGroup.TryCreate();
        Assert.SkipWhen(group is null, "Freezing a process needs root, and control groups of version 2 or the freezer of version 1");
        var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, UnresponsiveTimeout = TimeSpan.FromSeconds(5) });
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        var qemu = guest.GetPid();
        group.Freeze(qemu);
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.ListDevicesAsync().WaitAsync(Patience));
        Assert.Contains("stopped responding", error.Message);
        await guest.DisposeAsync().AsTask().WaitAsync(Patience);
        group.Thaw();
        using var patience = new CancellationTokenSource(Patience);
        while (Directory.Exists($"/proc/{qemu}"))
        {
            await Task.Delay(10, patience.Token);
        }
    }
}

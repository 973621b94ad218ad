using System.Diagnostics;
using System.Runtime.Versioning;

namespace GuestCtl.Appliance.Tests.Handle.Hostile;

/// <summary>A machine that stopped is noticed, told of, and gone.</summary>
[SupportedOSPlatform("linux")]
public sealed class StoppedMachineTests
{
    // Long against the pauses of an emulated processor that others share; short against what a test may take.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_machine_that_stops_in_mid_call_is_lost_and_its_qemu_gone()
    {
        await using var guest = await LaunchAsync();
        var qemu = guest.GetPid();
        var sleeping = guest.SleepAsync(600);
        await guest.PingDaemonAsync();
        await StopAsync(qemu);
        var error = await Assert.ThrowsAsync<ApplianceException>(() => sleeping.WaitAsync(Patience));
        Assert.Contains("stopped responding: nothing came from it for 10 s, so QEMU was ended", error.Message);
        Assert.DoesNotContain("exit code", error.Message);
        await GoneAsync(qemu);
        Assert.Contains("stopped responding", Assert.Throws<ApplianceException>(guest.PingDaemon).Message);
    }

    [Fact]
    public async Task A_machine_that_stopped_while_idle_is_noticed_by_the_next_call()
    {
        await using var guest = await LaunchAsync();
        var qemu = guest.GetPid();
        await StopAsync(qemu);
        var error = await Assert.ThrowsAsync<ApplianceException>(() => Task.Run(guest.PingDaemon).WaitAsync(Patience));
        Assert.Contains("stopped responding", error.Message);
        await GoneAsync(qemu);
    }

    [Fact]
    public async Task Closing_a_stopped_machine_ends()
    {
        var guest = await LaunchAsync();
        var qemu = guest.GetPid();
        await StopAsync(qemu);
        await guest.DisposeAsync().AsTask().WaitAsync(Patience);
        await GoneAsync(qemu);
    }

    [Fact]
    public async Task Shutting_a_stopped_machine_down_fails_as_nothing_was_written_out()
    {
        await using var guest = await LaunchAsync();
        await StopAsync(guest.GetPid());
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.ShutdownAsync().WaitAsync(Patience));
        Assert.Contains("shutdown: the appliance stopped responding", error.Message);
        Assert.True(guest.IsConfig());
    }

    [Fact]
    public async Task A_call_longer_than_the_limit_is_no_stopped_machine()
    {
        await using var guest = await LaunchAsync();
        await guest.SleepAsync(25).WaitAsync(Patience);
        Assert.True(guest.IsReady());
    }

    [Fact]
    public async Task A_lost_handle_says_why_and_can_be_launched_again_without_drives()
    {
        await using var guest = await LaunchAsync();
        var qemu = guest.GetPid();
        Process.GetProcessById(qemu).Kill();
        Assert.Contains("exit code 137", Assert.Throws<ApplianceException>(guest.PingDaemon).Message);
        Action[] calls = [() => guest.AddDriveScratch(1 << 20), () => guest.RemoveDrive("x"), () => guest.GetPid(), guest.WaitReady, () => guest.Available([])];
        foreach (var call in calls)
        {
            Assert.Contains("QEMU ended unexpectedly with exit code 137", Assert.Throws<ApplianceException>(call).Message);
        }

        await guest.LaunchAsync();
        Assert.Empty(guest.ListDevices());
        guest.AddDriveScratch(1 << 20);
        Assert.Equal(["/dev/sda"], guest.ListDevices());
    }

    [Fact]
    public async Task Shutdown_of_a_lost_handle_tells_of_the_loss_once()
    {
        await using var guest = await LaunchAsync();
        Process.GetProcessById(guest.GetPid()).Kill();
        Assert.Throws<ApplianceException>(guest.PingDaemon);
        Assert.Contains("exit code 137", Assert.Throws<ApplianceException>(guest.Shutdown).Message);
        guest.Shutdown();
        Assert.True(guest.IsConfig());
    }

    private static async Task<GuestFs> LaunchAsync()
    {
        var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, UnresponsiveTimeout = Limit });
        guest.AddDriveScratch(1 << 20);
        await guest.LaunchAsync();
        return guest;
    }

    private static async Task StopAsync(int process)
    {
        using var kill = Process.Start("kill", ["-STOP", $"{process}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    // A killed process is gone when the kernel has done with it, a moment later.
    private static async Task GoneAsync(int process)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Directory.Exists($"/proc/{process}"))
        {
            await Task.Delay(10, patience.Token);
        }
    }
}

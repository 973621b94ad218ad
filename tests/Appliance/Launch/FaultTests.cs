using System.Diagnostics;

namespace GuestCtl.Appliance.Tests.Launch;

/// <summary>What users see when something below them breaks.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task A_missing_qemu_says_what_was_looked_for()
    {
        await using var guest = TestMachine.CreateHandle();
        guest.SetHv("/no/such/qemu");
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync());
        Assert.Contains("/no/such/qemu", error.Message);
        Assert.True(guest.IsConfig());
    }

    [Fact]
    public async Task A_qemu_killed_in_mid_call_fails_the_call_and_later_ones_with_the_cause()
    {
        await using var guest = TestMachine.CreateHandle();
        await guest.LaunchAsync();
        var sleeping = guest.SleepAsync(60);
        await guest.PingDaemonAsync();
        Process.GetProcessById(guest.GetPid()).Kill();
        var error = await Assert.ThrowsAsync<ApplianceException>(() => sleeping.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("sleep: ", error.Message);
        Assert.Contains("QEMU ended unexpectedly", error.Message);
        Assert.Contains("QEMU ended unexpectedly", Assert.Throws<ApplianceException>(guest.PingDaemon).Message);
        Assert.False(guest.IsReady());
    }

    [Fact]
    public async Task A_crashing_daemon_is_reported_with_the_console_s_tail()
    {
        await using var guest = TestMachine.CreateHandle();
        await guest.LaunchAsync();
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.DebugAsync("segv", []).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("panic", error.ConsoleTail, StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ApplianceException>(guest.PingDaemon);
    }

    [Fact]
    public async Task A_kernel_that_does_not_boot_is_given_up_on_with_its_console()
    {
        await using var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, LaunchTimeout = TimeSpan.FromSeconds(20) });
        guest.SetAppend("rdinit=/no/such/init");
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync());
        Assert.Contains("panic", error.ConsoleTail, StringComparison.OrdinalIgnoreCase);
        Assert.True(guest.IsConfig());
    }

    [Theory]
    [InlineData(false, "start QEMU")]
    [InlineData(false, "boot the appliance")]
    [InlineData(true, "find the appliance")]
    [InlineData(true, "restore the devices")]
    [InlineData(true, "first answer")]
    public async Task A_cancelled_launch_leaves_nothing_running(bool warm, string step)
    {
        if (warm)
        {
            // Whichever test comes first: there is a template afterwards.
            await using var earlier = TestMachine.CreateHandle();
            await earlier.LaunchAsync();
        }

        await using var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, WarmStart = warm });
        guest.SetIdentifier("cancelled");
        using var cancellation = new CancellationTokenSource();
        using var watch = new StepWatch(step, cancellation.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guest.LaunchAsync(cancellation.Token));
        Assert.True(guest.IsConfig());
        Assert.DoesNotContain(Leftovers.Qemus(), command => command.Contains(guest.GetSockdir()));
    }

    [Fact]
    public async Task A_bad_qemu_argument_is_reported_in_qemu_s_words()
    {
        // Arguments of one's own and Confinement.Require do not go together.
        await using var guest = TestMachine.CreateHandle(o => new GuestFsOptions { DaemonPath = o.DaemonPath, Confinement = Confinement.Best });
        guest.Config("-nonsense", null);
        var error = await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync());
        Assert.Contains("nonsense", error.Message);
    }

    [Fact]
    public async Task Forced_kvm_that_does_not_work_is_an_error_and_not_a_fallback()
    {
        Assert.SkipWhen(KvmWorks(), "KVM works here");
        await using var guest = TestMachine.CreateHandle();
        guest.SetBackendSettings(["force_kvm"]);
        Assert.Contains("KVM was asked for", (await Assert.ThrowsAsync<ApplianceException>(() => guest.LaunchAsync())).Message);
    }

    private static bool KvmWorks()
    {
        using var guest = TestMachine.CreateHandle();
        guest.SetBackendSettings(["force_kvm"]);
        try
        {
            guest.Launch();
            return true;
        }
        catch (ApplianceException)
        {
            return false;
        }
    }
}

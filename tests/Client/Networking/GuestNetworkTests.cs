using GuestCtl.Client.Tests.Qemu;
using GuestCtl.Confining;
using GuestCtl.Launch;
using GuestCtl.Networking;
using GuestCtl.Qemu;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Networking;

/// <summary>The guest's network outside of QEMU, and a QEMU that has none of its own.</summary>
public sealed class GuestNetworkTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private PrivateDirectory _private = null!;
    private QemuBinary _qemu = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Confinement is Linux's.");
        _qemu = await RealQemu.FindAsync();
        _private = PrivateDirectory.Create(NullLogger.Instance, _directory.Path, _directory.Path);
    }

    public ValueTask DisposeAsync()
    {
        _private?.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Qemu_uses_no_sockets_and_passt_goes_with_it()
    {
        var others = Helpers();
        // It wants a route to somewhere, and namespaces of its own.
        using (var trial = await GuestNetwork.StartAsync(_qemu, NullLogger.Instance, TestContext.Current.CancellationToken))
        {
            Assert.SkipWhen(trial.Obstacle is not null, $"{trial.Obstacle}");
        }

        await UntilGoneAsync([.. Helpers().Except(others)]);
        var before = Helpers();
        int[] helpers;
        await using (var machine = await StartAsync(_qemu))
        {
            helpers = [.. Helpers().Except(before)];
            var helper = Assert.Single(helpers);

            Assert.Empty(machine.Process.Confinement.Missing);
            Assert.NotEqual(Link("self", "ns/net"), Link($"{machine.Process.Id}", "ns/net"));
            Assert.False(Path.Exists($"/proc/{machine.Process.Id}/root/etc/resolv.conf"), "QEMU need not know the name servers");
            var status = File.ReadAllLines($"/proc/{helper}/status");
            Assert.DoesNotContain(status, line => line.StartsWith("Uid:\t0\t", StringComparison.Ordinal));
            Assert.Contains("NoNewPrivs:\t1", status);
            Assert.Contains("Seccomp:\t2", status);
            Assert.False(Path.Exists($"/proc/{helper}/root/etc"), "it has left the host's files");
        }

        await UntilGoneAsync(helpers);
    }

    [Fact]
    public async Task Where_it_cannot_be_used_qemu_keeps_its_own_network_and_says_why()
    {
        var old = _qemu with { Version = new QemuVersion(7, 1, 0) };
        await using var machine = await StartAsync(old);

        var missing = Assert.Single(machine.Process.Confinement.Missing);
        Assert.Equal("network (QEMU 7.1.0 cannot use passt; QEMU 7.2.0 can)", missing.ToString());
        Assert.Equal(Link("self", "ns/net"), Link($"{machine.Process.Id}", "ns/net"));
    }

    [Fact]
    public async Task Confinement_that_must_be_whole_refuses_a_qemu_with_sockets()
    {
        var refused = await Assert.ThrowsAsync<LaunchException>(() => StartAsync(_qemu with { Version = new QemuVersion(7, 1, 0) }, Confinement.Require));
        Assert.Contains("network (", refused.Message, StringComparison.Ordinal);
    }

    private Task<VirtualMachine> StartAsync(QemuBinary qemu, Confinement level = Confinement.Best) => VirtualMachine.StartAsync(
        new VirtualMachineSpec
        {
            Qemu = qemu, Accel = Accelerator.Tcg, Dir = _private, MemoryMiB = 64, Stopped = true, Network = true,
            Process = new QemuProcessOptions { Confiner = new Confiner(level, new FactCache(null), NullLogger.Instance) },
        },
        NullLogger.Instance);

    private static async Task UntilGoneAsync(int[] helpers)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); Helpers().Intersect(helpers).Any(); await Task.Delay(20))
        {
            Assert.True(DateTime.UtcNow < deadline, "passt did not end with QEMU");
        }
    }

    private static int[] Helpers() => [.. Directory.EnumerateDirectories("/proc").Where(IsHelper).Select(path => int.Parse(Path.GetFileName(path)))];

    private static bool IsHelper(string process)
    {
        try
        {
            return Path.GetFileName(process).All(char.IsAsciiDigit) && File.ReadAllText(Path.Combine(process, "comm")).StartsWith("passt", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Link(string process, string name) => new FileInfo($"/proc/{process}/{name}").LinkTarget;
}

using GuestCtl.Client.Tests.Qemu;
using GuestCtl.Launch;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Confining;

/// <summary>What a QEMU that runs has, as the kernel tells it.</summary>
public sealed class LiveQemuTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private PrivateDirectory _private = null!;
    private VirtualMachine _machine = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Confinement is Linux's.");
        _private = PrivateDirectory.Create(NullLogger.Instance, _directory.Path, _directory.Path);
        _machine = await VirtualMachine.StartAsync(
            new VirtualMachineSpec { Qemu = await RealQemu.FindAsync(), Accel = Accelerator.Tcg, Dir = _private, MemoryMiB = 64, Stopped = true },
            NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        if (_machine is not null)
        {
            await _machine.DisposeAsync();
        }

        _private?.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void It_has_no_descriptor_but_its_own()
    {
        var links = Directory.GetFileSystemEntries($"/proc/{_machine.Process.Id}/fd").Select(path => new FileInfo(path).LinkTarget ?? "").ToList();
        Assert.All(links, link => Assert.Matches("^(/dev/null$|socket:|anon_inode:|/memfd:guestctl-)", link));
        // Console, errors, machine protocol and channel.
        Assert.Equal(4, links.Count(link => link.StartsWith("socket:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Its_environment_is_the_language_of_its_messages_alone() =>
        Assert.Equal(["LC_ALL=C"], File.ReadAllText($"/proc/{_machine.Process.Id}/environ").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(variable => !variable.StartsWith("LD_LIBRARY_PATH=", StringComparison.Ordinal)));

    [Fact]
    public void It_has_no_capability_no_new_privileges_and_two_filters()
    {
        var status = File.ReadLines($"/proc/{_machine.Process.Id}/status").Select(line => line.Split('\t', 2)).Where(words => words.Length == 2)
            .ToDictionary(words => words[0].TrimEnd(':'), words => words[1]);
        Assert.All(["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], name => Assert.Equal(new string('0', 16), status[name]));
        Assert.Equal("1", status["NoNewPrivs"]);
        Assert.Equal("2", status["Seccomp"]);
        Assert.True(int.Parse(status["Seccomp_filters"]) >= 2, "ours, and QEMU's own");
        Assert.DoesNotContain("\t0", "\t" + status["Uid"].Replace("\t", " \t", StringComparison.Ordinal).Split(' ')[0]);
        Assert.Equal("0", File.ReadLines($"/proc/{_machine.Process.Id}/limits").Single(line => line.StartsWith("Max core", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]);
    }

    [Fact]
    public void Its_root_has_nothing_of_the_user()
    {
        var root = $"/proc/{_machine.Process.Id}/root";
        Assert.All(["/home", "/root", "/tmp", "/etc/passwd", "/var", "/run"], path => Assert.False(Path.Exists(root + path), path));
    }

    [Fact]
    public void Every_layer_is_in_place() => Assert.Empty(_machine.Process.Confinement.Missing);
}

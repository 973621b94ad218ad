using GuestCtl.Launch;
using GuestCtl.Qemu;

namespace GuestCtl.Client.Tests.Qemu;

public sealed class QemuProbeTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_missing_qemu_says_what_to_install()
    {
        var failure = Assert.Throws<QemuNotFoundException>(() => QemuSearch.FindEmulator(searchPath: _directory.Path));

        Assert.Contains("qemu-system-x86_64 was not found", failure.Message);
        Assert.Contains("apt-get install qemu-system-x86", failure.Message);
        Assert.Contains("dnf install qemu-kvm", failure.Message);
    }

    [Fact]
    public async Task A_wrong_path_is_named()
    {
        var failure = await Assert.ThrowsAsync<QemuNotFoundException>(() => QemuProbe.FindAsync("/no/such/qemu", new FactCache(null)));
        Assert.Contains("/no/such/qemu", failure.Message);
    }

    [Fact]
    public void Qemu_kvm_is_taken_where_there_is_no_other()
    {
        var path = _directory.WriteFile("qemu-kvm", []);
        Assert.Equal(path, QemuSearch.FindEmulator(searchPath: _directory.Path));
    }

    [Fact]
    public async Task A_program_that_is_not_qemu_is_refused()
    {
        var failure = await Assert.ThrowsAsync<QemuNotFoundException>(() => QemuProbe.FindAsync("/bin/true", new FactCache(null)));
        Assert.Contains("/bin/true", failure.Message);
    }

    [Fact]
    public async Task The_answer_is_kept_until_the_binary_changes()
    {
        var cache = new FactCache(_directory.Path);
        var script = Script("7.1.0");
        Assert.Equal("7.1.0", (await QemuProbe.FindAsync(script, cache)).Version.ToString());

        var runs = File.ReadAllLines(_directory.File("runs")).Length;
        Assert.Equal("7.1.0", (await QemuProbe.FindAsync(script, cache)).Version.ToString());
        Assert.Equal(runs, File.ReadAllLines(_directory.File("runs")).Length);

        Script("10.10.10");
        Assert.Equal("10.10.10", (await QemuProbe.FindAsync(script, cache)).Version.ToString());
    }

    [Fact]
    public async Task The_real_qemu_says_its_version()
    {
        var qemu = await RealQemu.FindAsync();
        Assert.True(qemu.Version.Major >= 4);
        Assert.True(Path.IsPathRooted(qemu.Path));
    }

    private string Script(string version) =>
        _directory.WriteScript("qemu", $"echo run >> '{_directory.File("runs")}'\necho 'QEMU emulator version {version}'");
}

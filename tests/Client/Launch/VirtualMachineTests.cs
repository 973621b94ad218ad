using GuestCtl.Client.Tests.Qemu;
using GuestCtl.Drives;
using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Launch;

public sealed class VirtualMachineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PrivateDirectory _private;

    public VirtualMachineTests() => _private = PrivateDirectory.Create(NullLogger.Instance, _directory.Path, _directory.Path);

    public void Dispose()
    {
        _private.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task A_started_machine_answers_and_leaves_nothing_when_disposed()
    {
        var machine = await StartAsync();

        Assert.Equal("prelaunch", await machine.Qmp.QueryStatusAsync());
        Assert.NotNull(await machine.Qmp.QueryMemoryModuleAsync(VirtualMachineCommandLine.RingsModule));
        Assert.Null(await machine.Qmp.QueryMemoryModuleAsync("other"));

        await machine.DisposeAsync();
        Assert.True(machine.Process.Exited.IsCompletedSuccessfully);
        Assert.False(Directory.Exists($"/proc/{machine.Process.Id}"));
        Assert.Empty(Directory.GetFileSystemEntries(_private.Sockets));
    }

    [Fact]
    public async Task A_read_only_drive_gets_an_overlay_and_can_be_plugged_in_and_out()
    {
        var path = _directory.WriteFile("disk.img", new byte[1 << 20]);
        await using var machine = await StartAsync();

        for (var round = 0; round < 2; round++)
        {
            await machine.OpenAsync(RawReadOnly(path), 7);
            await machine.PlugAsync(7);
            Assert.Contains("hd7-overlay", await machine.Qmp.QueryNamedBlockNodesAsync());
            Assert.Equal(1 << 20, await machine.Qmp.VirtualSizeAsync("hd7-overlay"));
            // A stopped machine lets go of a disk only when it runs again.
            await machine.Qmp.ContinueAsync();
            await machine.DetachAsync(7);
            Assert.DoesNotContain(await machine.Qmp.QueryNamedBlockNodesAsync(), name => name.StartsWith("hd7", StringComparison.Ordinal));
        }
        Assert.Empty(Directory.GetFileSystemEntries(_private.Files));
    }

    [Fact]
    public async Task An_argument_that_qemu_dislikes_is_reported_in_its_own_words()
    {
        var failure = await Assert.ThrowsAsync<LaunchException>(() => StartAsync("-device", "no-such-device"));

        Assert.Contains("exit code 1", failure.Message);
        Assert.Contains("no-such-device", failure.Message);
    }

    private PreparedDrive RawReadOnly(string path) =>
        DrivePreparation.Prepare(new Drive { Filename = path, Format = "raw", Readonly = true }, 7, _private);

    private async Task<VirtualMachine> StartAsync(params string[] extra) => await VirtualMachine.StartAsync(new VirtualMachineSpec
    {
        Qemu = await RealQemu.FindAsync(), Accel = Accelerator.Tcg, Dir = _private, MemoryMiB = 64, Stopped = true, ExtraArguments = extra,
    }, NullLogger.Instance);
}

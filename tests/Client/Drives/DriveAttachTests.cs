using System.Text;
using System.Text.Json.Nodes;
using GuestCtl.Client.Tests.Qemu;
using GuestCtl.Drives;
using GuestCtl.Launch;
using GuestCtl.Qemu.Qmp;
using Microsoft.Extensions.Logging.Abstractions;

namespace GuestCtl.Client.Tests.Drives;

/// <summary>Drives plugged into a real QEMU whose guest stands still; QEMU's own monitor does the reading and writing.</summary>
public sealed class DriveAttachTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly PrivateDirectory _private;

    public DriveAttachTests() => _private = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);

    public void Dispose()
    {
        _private.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("qcow2")]
    [InlineData("qed")]
    [InlineData("vmdk")]
    [InlineData("vdi")]
    [InlineData("vhdx")]
    [InlineData("vpc")]
    public async Task A_read_only_drive_takes_writes_and_its_image_never_changes(string format)
    {
        var path = _directory.File("disk");
        QemuImg.Run("create", "-q", "-f", format, path, "4M");
        var before = File.ReadAllBytes(path);
        await using (var machine = await StartAsync())
        {
            await AttachAsync(machine, new Drive { Filename = path, Readonly = true }, 0);
            Assert.Empty(await IoAsync(machine, "-d hd0", "write -q -P 7 1M 64k"));
            Assert.Empty(await IoAsync(machine, "-d hd0", "read -q -P 7 1M 64k"));
            Assert.Empty(Directory.GetFiles(_private.Files));
        }
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    // As with libguestfs: it has no length, and so no bytes.
    [Fact]
    public async Task A_character_device_that_is_only_read_is_an_empty_drive()
    {
        DrivePreparation.Examine(new Drive { Filename = "/dev/zero", Readonly = true });
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = "/dev/zero", Readonly = true }, 0);
        Assert.NotEmpty(await IoAsync(machine, "-d hd0", "read -q 0 512"));
        Assert.Contains("neither a file nor a block device", Assert.Throws<DriveException>(() => DrivePreparation.Examine(new Drive { Filename = "/dev/zero" })).Message);
    }

    [Fact]
    public async Task Writes_to_a_writable_qcow2_are_there_after_a_clean_end()
    {
        var path = _directory.File("disk");
        QemuImg.Run("create", "-q", "-f", "qcow2", path, "4M");
        await using (var machine = await StartAsync())
        {
            await AttachAsync(machine, new Drive { Filename = path, Format = "qcow2", Cachemode = "unsafe", Discard = "besteffort", Label = "data", Blocksize = 4096 }, 3);
            Assert.Empty(await IoAsync(machine, "-d hd3", "write -q -P 9 0 64k"));
        }
        Assert.Contains("No errors were found", QemuImg.Run("check", path));
        QemuImg.Run("convert", "-O", "raw", path, _directory.File("raw"));
        Assert.Equal(9, File.ReadAllBytes(_directory.File("raw"))[65535]);
    }

    [Fact]
    public async Task The_disk_has_its_place_serial_and_block_size_and_reports_errors_to_the_guest()
    {
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = "", ScratchSize = 1 << 20, Label = "data", Blocksize = 4096 }, 3);

        Assert.Equal("3", await PropertyAsync("scsi-id"));
        Assert.Equal("0", await PropertyAsync("lun"));
        Assert.Equal("data", await PropertyAsync("serial"));
        Assert.Equal("4096", await PropertyAsync("logical_block_size"));
        Assert.Equal("4096", await PropertyAsync("physical_block_size"));
        Assert.Equal("report", await PropertyAsync("werror"));
        Assert.Equal("report", await PropertyAsync("rerror"));

        async Task<string> PropertyAsync(string name) => (await machine.Qmp.ExecuteAsync("qom-get",
            new JsonObject { ["path"] = "/machine/peripheral/hd3", ["property"] = name })).ToString();
    }

    [Fact]
    public async Task A_raw_drive_that_starts_like_qcow2_shows_its_own_bytes()
    {
        var path = _directory.File("disk");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", "/etc/passwd", "-F", "raw", path, "4M");
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = path, Format = "raw", Readonly = true }, 0);

        Assert.Empty(await IoAsync(machine, "-d hd0", "read -q -P 0x51 0 1"));
        Assert.Contains("Pattern verification failed", await IoAsync(machine, "-d hd0", "read -q -P 0 0 1"));
        Assert.Equal(new FileInfo(path).Length, await machine.Qmp.VirtualSizeAsync("hd0-image"), 512.0);
    }

    [Fact]
    public async Task Without_the_chain_in_the_json_qemu_opens_nothing_below()
    {
        var secret = _directory.WriteFile("secret", Encoding.ASCII.GetBytes(new string('S', 4096)));
        var path = _directory.File("disk");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", secret, "-F", "raw", path, "4M");
        await using var machine = await StartAsync();
        var options = new NodeOptions { ReadOnly = true };
        using var file = File.OpenHandle(path);
        await machine.Qmp.AddFdAsync(5, file);
        await machine.Qmp.BlockdevAddAsync(With(BlockdevNode.Format("qcow2", BlockdevNode.File("/dev/fdset/5", isBlockDevice: false, options), null, options), "bare"));

        Assert.Empty(await IoAsync(machine, "bare", "read -q -P 0 0 4096"));
        Assert.DoesNotContain(secret, (await machine.Qmp.ExecuteAsync("query-named-block-nodes")).EnumerateArray().Select(node => node.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task A_chain_reads_through_to_the_bottom()
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", _directory.WriteFile("bött öm,a:b", Encoding.ASCII.GetBytes(new string('B', 1 << 20))), "-F", "raw", _directory.File("middle"));
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", _directory.File("middle"), "-F", "qcow2", _directory.File("top"));
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = _directory.File("top"), Format = "qcow2", Readonly = true, Copyonread = true, AllowReferencedFiles = true }, 0);

        Assert.Empty(await IoAsync(machine, "-d hd0", "read -q -P 0x42 0 1M"));
    }

    [Fact]
    public async Task Scratch_drives_and_dev_null_are_empty_disks_without_a_trace()
    {
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = "", ScratchSize = 100 << 20 }, 0);
        await AttachAsync(machine, new Drive { Filename = "/dev/null" }, 1);

        Assert.Equal(100 << 20, await machine.Qmp.VirtualSizeAsync("hd0-image"));
        Assert.Equal(4096, await machine.Qmp.VirtualSizeAsync("hd1-image"));
        Assert.Empty(Directory.GetFiles(_private.Files));
    }

    [Fact]
    public async Task An_image_in_use_is_refused_for_writing_and_can_be_read()
    {
        var path = _directory.WriteFile("disk", new byte[1 << 20]);
        await using var owner = await StartAsync();
        await AttachAsync(owner, new Drive { Filename = path, Format = "raw" }, 0);
        using var second = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);
        await using var other = await StartAsync(second);

        var failure = await Assert.ThrowsAsync<DriveException>(() => AttachAsync(other, new Drive { Filename = path, Format = "raw" }, 0));
        Assert.Contains("Another program has the image open", failure.Message);
        Assert.Equal(["root"], (await other.Qmp.QueryNamedBlockNodesAsync()).Append("root").Distinct());
        await AttachAsync(other, new Drive { Filename = path, Format = "raw", Readonly = true }, 0);
    }

    [Fact]
    public async Task QEMU_is_handed_the_files_of_a_chain_and_opens_none_by_name()
    {
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", _directory.WriteFile("below", new byte[1 << 20]), "-F", "raw", _directory.File("top"));
        await using var machine = await StartAsync();
        await AttachAsync(machine, new Drive { Filename = _directory.File("top"), AllowReferencedFiles = true, Readonly = true }, 2);
        await AttachAsync(machine, new Drive { Filename = "", ScratchSize = 1 << 20 }, 3);

        var files = (await machine.Qmp.ExecuteAsync("query-named-block-nodes")).EnumerateArray()
            .Where(node => node.GetProperty("drv").GetString() == "file").Select(node => node.GetProperty("file").GetString()).ToList();
        Assert.Equal(4, files.Count);
        Assert.All(files, file => Assert.StartsWith("/dev/fdset/", file));
    }

    [Fact]
    public async Task A_detached_image_is_free_for_others_at_once()
    {
        var path = _directory.WriteFile("disk", new byte[1 << 20]);
        var drive = new Drive { Filename = path, Format = "raw" };
        await using var owner = await StartAsync();
        await AttachAsync(owner, drive, 0);
        using var second = PrivateDirectory.Create(NullLogger.Instance, "", _directory.Path);
        await using var other = await StartAsync(second);
        await Assert.ThrowsAsync<DriveException>(() => AttachAsync(other, drive, 0));

        await owner.Qmp.DeviceDelAsync("hd0");
        await owner.Qmp.BlockdevDelAsync("hd0-image");
        await AttachAsync(other, drive, 0);
    }

    [Fact]
    public async Task A_file_that_changes_places_after_the_check_is_not_the_one_that_is_opened()
    {
        var path = _directory.WriteFile("disk", Encoding.ASCII.GetBytes(new string('A', 4096)));
        using var prepared = DrivePreparation.Prepare(new Drive { Filename = path, Format = "raw", Readonly = true }, 0, _private);
        File.Move(_directory.WriteFile("canary", Encoding.ASCII.GetBytes(new string('B', 4096))), path, overwrite: true);
        await using var machine = await StartAsync();
        await machine.OpenAsync(prepared, 0);
        await machine.PlugAsync(0);

        Assert.Empty(await IoAsync(machine, "-d hd0", "read -q -P 0x41 0 4096"));
    }

    [Fact]
    public async Task A_block_device_is_read_through_its_descriptor()
    {
        var path = _directory.WriteFile("disk", Encoding.ASCII.GetBytes(new string('L', 1 << 20)));
        var device = LoopDevice.TryAttach(path);
        Assert.SkipWhen(device is null, "No loop devices here.");
        using (device)
        {
            await using var machine = await StartAsync();
            await AttachAsync(machine, new Drive { Filename = device.Path, Format = "raw" }, 0);
            Assert.Empty(await IoAsync(machine, "-d hd0", "read -q -P 0x4c 0 1M"));
            Assert.Empty(await IoAsync(machine, "-d hd0", "write -q -P 7 0 64k"));
        }
        Assert.Equal(7, File.ReadAllBytes(path)[0]);
    }

    [Fact]
    public async Task A_failed_attachment_leaves_its_place_free()
    {
        await using var machine = await StartAsync();
        var drive = new Drive { Filename = "x", Protocol = "nbd", Server = ["unix:/no/such/socket"] };
        var failure = await Assert.ThrowsAsync<DriveException>(() => AttachAsync(machine, drive, 0));
        Assert.Contains("nbd:x", failure.Message);

        await AttachAsync(machine, new Drive { Filename = "", ScratchSize = 512 }, 0);
        await Assert.ThrowsAsync<DriveException>(() => AttachAsync(machine, new Drive { Filename = "", ScratchSize = 512 }, 0));
        await Assert.ThrowsAsync<DriveException>(() => machine.DetachAsync(5));
    }

    private static JsonObject With(JsonObject node, string name)
    {
        node["node-name"] = name;
        return node;
    }

    // The monitor's command prints to QEMU's standard output what it reads; only complaints are looked at.
    private static async Task<string> IoAsync(VirtualMachine machine, string node, string command)
    {
        var before = machine.ConsoleTail.Length + machine.Process.ErrorText.Length;
        var answer = await machine.Qmp.ExecuteAsync("human-monitor-command", new JsonObject { ["command-line"] = $"qemu-io {node} \"{command}\"" });
        await Task.Delay(100);
        return answer.GetString() + (machine.ConsoleTail + machine.Process.ErrorText)[before..];
    }

    private async Task AttachAsync(VirtualMachine machine, Drive drive, int target)
    {
        DriveValidation.Check(drive, []);
        await machine.OpenAsync(DrivePreparation.Prepare(drive, target, _private), target);
        await machine.PlugAsync(target);
    }

    private async Task<VirtualMachine> StartAsync(PrivateDirectory? directory = null) => await VirtualMachine.StartAsync(new VirtualMachineSpec
    {
        Qemu = await RealQemu.FindAsync(), Accel = Accelerator.Tcg, Dir = directory ?? _private, MemoryMiB = 64, Stopped = true,
    }, NullLogger.Instance);
}

using System.Diagnostics;
using System.Text.Json;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>A machine in one file, as VMware and VirtualBox export it, opened as it is.</summary>
public sealed class OvaTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("guestctl-ova-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task The_disks_in_an_OVA_are_drives_in_the_order_of_its_description()
    {
        var ova = await MakeAsync();

        var (code, output, error) = await Guestctl.RunAsync("inspect", "-a", ova, "--json");
        Assert.True(code == 0, error);
        using var found = JsonDocument.Parse(output);
        var system = found.RootElement.GetProperty("operatingSystems").EnumerateArray().Single();
        Assert.Equal(("/dev/sdb", "debian", "packed"), (Text("root"), Text("distro"), Text("hostname")));
        Assert.Equal((0, "ID=debian\nVERSION_ID=12\n", ""), await Guestctl.RunAsync("cat", "-a", ova, "/etc/os-release"));
        Assert.Equal((0, "lost+found\nnotes\n", ""), await Guestctl.RunAsync("ls", "-a", ova, "-m", "/dev/sda", "/"));
        Assert.Equal((0, "/dev/sda: ext4\n/dev/sdb: ext4\n/dev/sdc: unknown\n", ""), await Guestctl.RunAsync("shell", "--ro", "-a", ova, "-N", Path.Combine(_directory, "new") + "=disk:1M", "list-filesystems"));

        string? Text(string property) => system.GetProperty(property).GetString();
    }

    [Fact]
    public async Task An_OVA_is_not_changed()
    {
        var ova = OvaFile.Write(Path.Combine(_directory, "vm.ova"), ("vm.ovf", OvaFile.Description("disk")), ("disk", new byte[4096]));
        var (code, _, error) = await Guestctl.RunAsync("cp", "-a", ova, "-w", ova, ":/");

        Assert.Equal(1, code);
        Assert.Contains("is an OVA, a tar archive with a machine's disks, which can only be read", error);
    }

    private async Task<string> MakeAsync()
    {
        var (system, data) = (Path.Combine(_directory, "system"), Path.Combine(_directory, "data"));
        foreach (var disk in new[] { system, data })
        {
            using var file = File.Create(disk);
            file.SetLength(8 << 20);
        }

        const string script = """
            mkdir -p /tmp/system/etc /tmp/system/bin /tmp/data
            echo ID=debian > /tmp/system/etc/os-release
            echo VERSION_ID=12 >> /tmp/system/etc/os-release
            echo packed > /tmp/system/etc/hostname
            echo hello > /tmp/data/notes
            mke2fs -q -t ext4 -d /tmp/system /dev/sda
            mke2fs -q -t ext4 -d /tmp/data /dev/sdb
            """;
        var made = await Guestctl.RunAsync("shell", "add", system, "format:raw", ":", "add", data, "format:raw", ":", "run", ":", "debug", "sh", script);
        Assert.True(made.Code == 0, made.Error);
        return OvaFile.Write(
            Path.Combine(_directory, "vm.ova"), ("vm.ovf", OvaFile.Description("vm-disk2.vmdk", "vm-disk1.vmdk")), ("vm-disk1.vmdk", Packed(system)), ("vm-disk2.vmdk", Packed(data)));
    }

    private static byte[] Packed(string disk)
    {
        using var process = Process.Start("qemu-img", ["convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", disk, disk + ".vmdk"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return File.ReadAllBytes(disk + ".vmdk");
    }
}

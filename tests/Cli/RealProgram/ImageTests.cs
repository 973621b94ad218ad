using System.Security.Cryptography;
using System.Text.Json;

namespace GuestCtl.Cli.Tests.RealProgram;

/// <summary>The program on the test images, compared with what their maker wrote down.</summary>
public sealed class ImageTests
{
    [Theory]
    [InlineData("debian-ext4.img", "debian-ext4.json")]
    [InlineData("debian-lvm.qcow2", "debian-lvm.json")]
    public async Task Inspect_finds_what_the_image_was_made_of(string name, string truthFile)
    {
        var image = Guestctl.Image(name);
        var (code, output, error) = await Guestctl.RunAsync("inspect", "-a", image, "--json");
        Assert.True(code == 0, error);
        using var found = JsonDocument.Parse(output);
        using var truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(image)!, truthFile)));
        var system = found.RootElement.GetProperty("operatingSystems").EnumerateArray().Single();
        var expected = truth.RootElement.GetProperty("os");
        foreach (var property in new[] { "root", "type", "distro", "hostname", "arch", "packageFormat", "packageManagement" })
        {
            Assert.Equal(expected.GetProperty(property).GetString(), system.GetProperty(property).GetString());
        }

        Assert.Equal(expected.GetProperty("majorVersion").GetInt32(), system.GetProperty("majorVersion").GetInt32());
        var filesystems = system.GetProperty("filesystems").EnumerateArray().ToDictionary(f => f.GetProperty("device").GetString()!);
        foreach (var filesystem in truth.RootElement.GetProperty("filesystems").EnumerateArray())
        {
            var same = filesystems[filesystem.GetProperty("device").GetString()!];
            Assert.Equal(filesystem.GetProperty("type").GetString(), same.GetProperty("type").GetString());
            Assert.Equal(filesystem.GetProperty("uuid").GetString(), same.GetProperty("uuid").GetString());
            Assert.Equal(filesystem.GetProperty("label").GetString(), same.GetProperty("label").GetString());
        }

        var packages = File.ReadLines(Path.Combine(Path.GetDirectoryName(image)!, truth.RootElement.GetProperty("packages").GetString()!));
        Assert.Equal(
            packages.Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal),
            system.GetProperty("applications").EnumerateArray().Select(a => a.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ls_lists_a_directory_as_it_was_made()
    {
        var image = Guestctl.Image("debian-ext4.img");
        var (code, output, error) = await Guestctl.RunAsync("ls", "-a", image, "-m", "/dev/sda2", "/etc");
        Assert.True(code == 0, error);
        var expected = File.ReadLines(Path.Combine(Path.GetDirectoryName(image)!, "debian-ext4.files.tsv"))
            .Select(line => line.Split('\t')[0])
            .Where(path => path.StartsWith("/etc/", StringComparison.Ordinal) && path.LastIndexOf('/') == 4)
            .Select(path => path[5..]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Cat_gives_the_bytes_and_goes_on_after_a_missing_file()
    {
        var (code, output, error) = await Guestctl.RunAsync(
            "cat", "-a", Guestctl.Image("debian-ext4.img"), "-m", "/dev/sda2", "/etc/hostname", "/etc/missing", "/etc/hostname");
        Assert.Equal("demo-debian\ndemo-debian\n", output);
        Assert.Equal(1, code);
        Assert.Contains("/etc/missing", error);
    }

    [Fact]
    public async Task Filesystems_shows_what_logical_volumes_lie_on()
    {
        var (code, output, error) = await Guestctl.RunAsync("filesystems", "-a", Guestctl.Image("debian-lvm.qcow2"), "--json");
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        var rows = json.RootElement.EnumerateArray().ToDictionary(row => row.GetProperty("device").GetString()!);
        Assert.Equal("/dev/sda2", rows["/dev/debian/root"].GetProperty("parents")[0].GetProperty("device").GetString());
        Assert.Equal(768 << 20, rows["/dev/debian/root"].GetProperty("size").GetInt64());
        Assert.Equal("/dev/sda", rows["/dev/sda1"].GetProperty("parents")[0].GetProperty("device").GetString());
        Assert.Equal("swap", rows["/dev/debian/swap"].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Df_measures_each_file_system_that_can_be_mounted()
    {
        var (code, output, error) = await Guestctl.RunAsync("df", "-a", Guestctl.Image("debian-ext4.img"), "-h");
        Assert.True(code == 0, error);
        Assert.StartsWith("Filesystem", output);
        Assert.Contains("/dev/sda2", output);
        Assert.DoesNotContain("/dev/sda3", output);
    }

    [Fact]
    public async Task A_disk_of_random_bytes_has_no_operating_system()
    {
        var image = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(image, RandomNumberGenerator.GetBytes(1 << 20));
            var (code, _, error) = await Guestctl.RunAsync("inspect", "-a", image, "--format", "raw");
            Assert.Equal(4, code);
            Assert.Contains("no operating system was found", error);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Fact]
    public async Task An_image_that_ends_too_early_is_refused_without_a_stack_trace()
    {
        var image = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(image, [.. "QFI"u8, 0xfb, 0, 0, 0, 3]);
            var (code, _, error) = await Guestctl.RunAsync("inspect", "-a", image, "--format", "qcow2");
            Assert.InRange(code, 1, 3);
            Assert.StartsWith("guestctl: ", error);
            Assert.DoesNotContain("   at ", error);
        }
        finally
        {
            File.Delete(image);
        }
    }

    [Fact]
    public async Task A_file_goes_into_a_guest_and_comes_back_the_same()
    {
        var directory = Directory.CreateTempSubdirectory("guestctl-cp-").FullName;
        try
        {
            var disk = Path.Combine(directory, "disk.img");
            using (var file = File.Create(disk))
            {
                file.SetLength(32 << 20);
            }

            Assert.Equal(0, (await Guestctl.RunAsync("debug-sh", "-a", disk, "--", "mke2fs -q /dev/sda")).Code);
            var sent = Path.Combine(directory, "sent");
            File.WriteAllBytes(sent, RandomNumberGenerator.GetBytes(3_000_001));
            var (code, _, error) = await Guestctl.RunAsync("cp", "-a", disk, "--format", "raw", "-m", "/dev/sda", "-w", sent, ":/received");
            Assert.True(code == 0, error);
            var back = Path.Combine(directory, "back");
            (code, _, error) = await Guestctl.RunAsync("cp", "-a", disk, "--format", "raw", "-m", "/dev/sda", ":/received", back);
            Assert.True(code == 0, error);
            Assert.Equal(File.ReadAllBytes(sent), File.ReadAllBytes(back));

            var nowhere = Path.Combine(directory, "none", "back");
            (code, _, error) = await Guestctl.RunAsync("cp", "-a", disk, "--format", "raw", "-m", "/dev/sda", ":/received", nowhere);
            Assert.Equal(1, code);
            Assert.Equal($"guestctl: '{nowhere}' cannot be written: there is no directory '{directory}/none' on this machine; make it first\n", error);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

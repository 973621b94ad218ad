using System.Text;
using System.Text.Json.Nodes;
using GuestCtl.Drives;
using GuestCtl.Drives.Ova;

namespace GuestCtl.Client.Tests.Drives.Ova;

public sealed class OvaDrivesTests : IDisposable
{
    private const int BlockBytes = 512;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_disk_is_a_drive_that_QEMU_reads_where_it_lies()
    {
        var (system, data) = (Image("vmdk", "subformat=streamOptimized"), new byte[1000]);
        var description = OvaFile.Description("data.img", "my%20disk.vmdk");
        var path = Write(("vm.ovf", description), ("vm.mf", []), ("my disk.vmdk", system), ("data.img", data));
        var drives = Drives(path);

        Assert.Equal([0, 1], drives.Select(drive => drive.OvaDisk));
        var (first, second) = (Describe(drives[0]), Describe(drives[1]));
        Assert.Equal(("raw", Blocks(1000)), (Text(first, "driver"), Number(first, "size")));
        Assert.Equal(("vmdk", null), (Text(second, "driver"), second["backing"]));
        var part = second["file"]!.AsObject();
        Assert.Equal(("raw", Blocks(system.Length), true), (Text(part, "driver"), Number(part, "size"), part["read-only"]!.GetValue<bool>()));
        Assert.Equal(BlockBytes + Blocks(description.Length) + BlockBytes + BlockBytes, Number(part, "offset"));
        Assert.Equal((path, true), (Text(part["file"]!, "filename"), part["file"]!["read-only"]!.GetValue<bool>()));
    }

    [Fact]
    public void Images_of_other_formats_are_looked_at_in_the_archive()
    {
        var drive = Assert.Single(Drives(Write(("vm.ovf", OvaFile.Description("disk")), ("disk", Image("qcow2")))));
        Assert.Equal("qcow2", Text(Describe(drive), "driver"));
        Assert.EndsWith("/vm.ova (disk 1) (read-only)", drive.ToString());
    }

    [Fact]
    public void It_is_not_written_to()
    {
        var path = Write(("vm.ovf", OvaFile.Description("disk")), ("disk", new byte[4096]));
        var failure = Assert.Throws<DriveException>(() => OvaDrives.Of(new Drive { Filename = path }));

        Assert.Contains("can only be read: add it read-only (--ro), or unpack it with: tar -xf vm.ova", failure.Message);
        Assert.Equal(Errno.EOPNOTSUPP, failure.Errno);
        Assert.Throws<DriveException>(() => Describe(new Drive { Filename = path, OvaDisk = 0 }));
    }

    [Fact]
    public void With_the_format_raw_its_bytes_are_the_disk()
    {
        var drive = new Drive { Filename = Write(("vm.ovf", OvaFile.Description("disk")), ("disk", new byte[4096])), Format = "raw" };
        Assert.Same(drive, Assert.Single(OvaDrives.Of(drive)));
        Assert.False(Describe(drive).ContainsKey("offset"));
    }

    [Fact]
    public void A_label_is_for_one_disk()
    {
        var (one, two) = (OvaFile.Description("a"), OvaFile.Description("a", "b"));
        Assert.Equal("data", Assert.Single(OvaDrives.Of(ReadOnly(Write(("vm.ovf", one), ("a", new byte[512]))) with { Label = "data" })).Label);
        var several = ReadOnly(Write(("vm.ovf", two), ("a", new byte[512]), ("b", new byte[512])));
        Assert.Contains("has 2 disks, and 'data'", Assert.Throws<DriveException>(() => OvaDrives.Of(several with { Label = "data" })).Message);
        Assert.Contains("has 2 disks, and 'sda'", Assert.Throws<DriveException>(() => OvaDrives.Of(several with { Name = "sda" })).Message);
    }

    [Fact]
    public void An_archive_whose_description_comes_later_is_one_only_by_its_name()
    {
        (string, byte[])[] members = [("disk", new byte[512]), ("vm.ovf", OvaFile.Description("disk"))];
        Assert.Equal(0, Assert.Single(Drives(OvaFile.Write(_directory.File("vm.OVA"), members))).OvaDisk);
        Assert.Null(Assert.Single(Drives(OvaFile.Write(_directory.File("vm.tar"), members))).OvaDisk);
    }

    [Fact]
    public void An_archive_that_describes_no_disks_may_be_a_disk_itself()
    {
        Assert.Null(Assert.Single(Drives(Write(("vm.ovf", OvaFile.Description()), ("disk", new byte[512])))).OvaDisk);
        Assert.Null(Assert.Single(Drives(Write(("vm.ovf", new byte[2000])))).OvaDisk);
        Assert.Null(Assert.Single(Drives(Write(("vm.ovf", [.. OvaFile.Description("a"), .. Encoding.ASCII.GetBytes(new string(' ', 1 << 20))])))).OvaDisk);
        Assert.Null(Assert.Single(Drives(_directory.WriteFile("disk.ova", new byte[4096]))).OvaDisk);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../disk")]
    [InlineData("http://example.com/disk")]
    public void A_file_that_is_not_in_the_archive_is_looked_for_nowhere_else(string name)
    {
        _directory.WriteFile("disk", new byte[512]);
        Assert.Contains($"disk 1: its file '{name}' is not in the archive; unpack it", Refusal(Write(("vm.ovf", OvaFile.Description(name)), ("disk", new byte[512]))));
    }

    [Fact]
    public void A_disk_that_refers_to_other_files_is_refused_also_where_these_are_allowed()
    {
        QemuImg.Run("create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", _directory.File("flat.vmdk"), "1M");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", "/etc/passwd", "-F", "raw", _directory.File("top"), "1M");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-o", $"data_file={_directory.File("data")},data_file_raw=on", _directory.File("outside"), "1M");
        var parent = Image("vmdk");
        Encoding.ASCII.GetBytes("parentFileNameHint=\"/etc/passwd\"\n").CopyTo(parent, 512 + 5000);
        byte[][] images = [File.ReadAllBytes(_directory.File("flat.vmdk")), File.ReadAllBytes(_directory.File("top")), File.ReadAllBytes(_directory.File("outside")), parent];
        Assert.All(images, image => Assert.Contains("'disk in ", Refusal(Write(("vm.ovf", OvaFile.Description("disk")), ("disk", image)))));
        Assert.All(images, image => Assert.Contains("refers to another file, which a disk in an OVA must not", Refusal(Write(("vm.ovf", OvaFile.Description("disk")), ("disk", image)))));
    }

    [Fact]
    public void The_numbers_in_a_VMDK_are_held_against_the_member_and_not_the_archive()
    {
        var image = Image("vmdk", "subformat=streamOptimized");
        // The directory would be behind the image, in the next member.
        BitConverter.GetBytes((long)(image.Length / BlockBytes) + 2).CopyTo(image, 56);
        Assert.Contains("its directory is not in the file", Refusal(Write(("vm.ovf", OvaFile.Description("disk")), ("disk", image), ("more", new byte[1 << 20]))));
    }

    [Theory]
    [InlineData("1F8B0800", "is compressed with gzip; unpack it")]
    [InlineData("FD377A585A00", "is compressed with xz; unpack it")]
    public void A_compressed_disk_is_named(string start, string what) =>
        Assert.Contains(what, Refusal(Write(("vm.ovf", OvaFile.Description("disk.gz")), ("disk.gz", [.. Convert.FromHexString(start), .. new byte[600]]))));

    [Fact]
    public void A_download_that_stopped_is_said_to_be_incomplete()
    {
        var path = Write(("vm.ovf", OvaFile.Description("disk")), ("disk", new byte[100_000]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(50_000);
        }

        Assert.Contains("cut off in disk", Assert.Throws<DriveException>(() => Drives(path)).Message);
    }

    [Fact]
    public void An_archive_that_changed_since_it_was_added_is_refused()
    {
        var drive = Drives(Write(("vm.ovf", OvaFile.Description("a", "b")), ("a", new byte[512]), ("b", new byte[512])))[1];
        Write(("vm.ovf", OvaFile.Description("a")), ("a", new byte[512]));
        Assert.Contains("changed since it was added", Assert.Throws<DriveException>(() => Describe(drive)).Message);
    }

    private static Drive ReadOnly(string path) => new() { Filename = path, Readonly = true, AllowReferencedFiles = true };

    private static IReadOnlyList<Drive> Drives(string path) => OvaDrives.Of(ReadOnly(path));

    private static JsonObject Describe(Drive drive) => ImageChain.Describe(drive, new NodeOptions { ReadOnly = drive.Readonly });

    private static string Refusal(string path) => Assert.Throws<DriveException>(() => Describe(Drives(path)[0])).Message;

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private static long Number(JsonNode node, string name) => node[name]!.GetValue<long>();

    private static long Blocks(long bytes) => (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;

    private string Write(params (string Name, byte[] Content)[] members) => OvaFile.Write(_directory.File("vm.ova"), members);

    private byte[] Image(string format, string? options = null)
    {
        var path = _directory.File("image");
        QemuImg.Run(["create", "-q", "-f", format, .. options is null ? Array.Empty<string>() : ["-o", options], path, "1M"]);
        return File.ReadAllBytes(path);
    }
}

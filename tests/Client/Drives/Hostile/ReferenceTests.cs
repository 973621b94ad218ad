using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives.Hostile;

/// <summary>Who may have another file opened below an image.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("qcow2")]
    [InlineData("qcow")]
    [InlineData("qed")]
    [InlineData("vmdk")]
    public void Each_format_with_a_backing_file_beside_it_is_refused_whoever_gave_the_format(string format)
    {
        // The old formats do not say what stands below them, and then only raw and qcow2 are taken.
        var below = format == "vmdk" ? "vmdk" : "qcow2";
        QemuImg.Run("create", "-q", "-f", below, _directory.File("canary"), "1M");
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", format, "-b", _directory.File("canary"), "-F", below, path);

        Assert.Contains("canary", Refusal(path, null));
        Assert.Contains("canary", Refusal(path, format));
        Assert.Contains("canary", Describe(new Drive { Filename = path, AllowReferencedFiles = true }));
    }

    [Theory]
    [InlineData("parallels")]
    [InlineData("dmg")]
    [InlineData("cloop")]
    [InlineData("bochs")]
    [InlineData("luks")]
    [InlineData("vvfat")]
    [InlineData("quorum")]
    [InlineData("blkdebug")]
    [InlineData("QCOW2")]
    [InlineData("qcow2-")]
    public void A_format_that_cannot_be_examined_is_refused_with_the_list(string format)
    {
        var failure = Refusal(_directory.WriteFile("image", new byte[4096]), format);
        Assert.Contains("raw, qcow2, qcow, qed, vmdk, vdi, vhdx, vpc", failure);
        Assert.Contains(format, failure);
    }

    [Theory]
    [InlineData("qcow2")]
    [InlineData("vmdk")]
    public void A_format_that_can_name_files_needs_leave_on_a_server(string format)
    {
        var drive = new Drive { Filename = "x", Protocol = "nbd", Server = ["localhost"], Format = format };
        Assert.Contains("--allow-referenced-files", Assert.Throws<DriveException>(() => DrivePreparation.Examine(drive)).Message);
        DrivePreparation.Examine(drive with { AllowReferencedFiles = true });
        DrivePreparation.Examine(drive with { Format = "raw" });
    }

    [Fact]
    public async Task What_disk_create_has_made_may_have_the_backing_file_that_it_was_given_and_no_other()
    {
        var below = _directory.WriteFile("below", new byte[1 << 20]);
        var (path, copy) = (_directory.File("image"), _directory.File("copy"));
        await DiskCreation.CreateAsync(path, "qcow2", -1, new() { Backingfile = below, Backingformat = "raw" });
        Assert.Contains("below", Describe(new Drive { Filename = path, Format = "qcow2" }));

        File.Copy(path, copy);
        Assert.Contains("below", Refusal(copy, "qcow2"));
        QemuImg.Run("rebase", "-u", "-b", _directory.WriteFile("canary", new byte[1 << 20]), "-F", "raw", path);
        Assert.Contains("canary", Refusal(path, "qcow2"));
    }

    [Fact]
    public async Task What_stands_in_the_backing_file_of_disk_create_is_not_vouched_for()
    {
        var (below, path) = (_directory.File("below"), _directory.File("image"));
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", _directory.WriteFile("canary", new byte[1 << 20]), "-F", "raw", below);
        await DiskCreation.CreateAsync(path, "qcow2", -1, new() { Backingfile = below, Backingformat = "qcow2" });
        Assert.Contains("canary", Refusal(path, "qcow2"));
    }

    [Fact]
    public void A_name_is_relative_to_the_directory_of_the_image_itself_and_not_of_a_link_to_it()
    {
        var inside = Directory.CreateDirectory(_directory.File("inside")).FullName;
        File.WriteAllBytes(Path.Combine(inside, "below"), new byte[4096]);
        _directory.WriteFile("below", new byte[4096]);
        QemuImg.Run("create", "-q", "-f", "qcow2", "-b", "below", "-F", "raw", Path.Combine(inside, "image"));
        File.CreateSymbolicLink(_directory.File("link"), Path.Combine(inside, "image"));

        Assert.Contains(Path.Combine(inside, "below"), Describe(new Drive { Filename = _directory.File("link"), AllowReferencedFiles = true }));
    }

    private static string Describe(Drive drive) => ImageChain.Describe(drive, new NodeOptions()).ToJsonString();

    private static string Refusal(string path, string? format) =>
        Assert.Throws<DriveException>(() => Describe(new Drive { Filename = path, Format = format })).Message;
}

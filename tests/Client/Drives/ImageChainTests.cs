using System.Text;
using System.Text.Json.Nodes;
using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

/// <summary>What an image may make QEMU open. The images are those that attacks on other tools were made with.</summary>
public sealed class ImageChainTests : IDisposable
{
    private const string Victim = "/etc/passwd";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_raw_image_that_starts_like_qcow2_is_data_when_given_as_raw()
    {
        var path = Qcow2("image", "-b", Victim, "-F", "raw");

        var node = Describe(path, "raw");

        Assert.Equal("raw", node["driver"]!.GetValue<string>());
        Assert.DoesNotContain(Victim, node.ToJsonString());
    }

    [Fact]
    public void A_backing_file_of_an_image_that_was_only_looked_at_is_refused_by_name()
    {
        var failure = Refusal(Qcow2("image", "-b", Victim, "-F", "raw"));

        Assert.Contains("'/etc/passwd' (its backing file)", failure);
        Assert.Contains("AllowReferencedFiles", failure);
        Assert.Contains("--allow-referenced-files", failure);
        Assert.Contains("GUESTCTL_ALLOW_REFERENCED_FILES=1", failure);
        Assert.Contains("allow_referenced_files", failure);
    }

    [Fact]
    public void A_format_that_is_given_allows_no_backing_file() =>
        Assert.Contains("'/etc/passwd' (its backing file)", Refusal(Qcow2("image", "-b", Victim, "-F", "raw"), "qcow2"));

    [Fact]
    public void A_backing_file_is_opened_when_it_was_allowed()
    {
        var below = _directory.WriteFile("below", new byte[4096]);
        var path = Qcow2("image", "-b", "below", "-F", "raw");

        foreach (var node in new[] { Describe(path, "qcow2", allow: true), Describe(path, null, allow: true) })
        {
            Assert.Equal("raw", node["backing"]!["driver"]!.GetValue<string>());
            Assert.Equal(below, node["backing"]!["file"]!["filename"]!.GetValue<string>());
            Assert.True(node["backing"]!["read-only"]!.GetValue<bool>());
            Assert.True(node["backing"]!["file"]!["read-only"]!.GetValue<bool>());
        }
    }

    [Fact]
    public void An_external_data_file_is_refused_even_when_the_format_was_given()
    {
        var path = _directory.File("image");
        QemuImg.Run("create", "-q", "-f", "qcow2", "-o", $"data_file={_directory.File("data")},data_file_raw=on", path, "1M");

        Assert.Contains("external data file", Refusal(path));
        Assert.Contains("external data file", Refusal(path, "qcow2"));
        Assert.Equal(_directory.File("data"), Describe(path, null, allow: true)["data-file"]!["filename"]!.GetValue<string>());
    }

    [Fact]
    public void A_vmdk_text_is_never_given_to_QEMU_but_its_extent_is_when_that_was_allowed()
    {
        var path = _directory.File("disk.vmdk");
        QemuImg.Run("create", "-q", "-f", "vmdk", "-o", "subformat=monolithicFlat", path, "1M");

        Assert.Contains("disk-flat.vmdk", Refusal(path));
        Assert.Contains("disk-flat.vmdk", Refusal(path, "vmdk"));
        var node = Describe(path, "vmdk", allow: true);
        Assert.Equal("raw", node["driver"]!.GetValue<string>());
        Assert.Equal((0, 1 << 20), (node["offset"]!.GetValue<long>(), node["size"]!.GetValue<long>()));
        Assert.Equal(_directory.File("disk-flat.vmdk"), node["file"]!["filename"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../passwd")]
    [InlineData("nbd:host")]
    public void A_vmdk_text_may_not_name_files_elsewhere(string extent)
    {
        var path = _directory.WriteFile("disk.vmdk", Encoding.ASCII.GetBytes($"# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType=\"monolithicFlat\"\nRW 1 FLAT \"{extent}\" 0\n"));

        Assert.Contains(extent, Refusal(path));
        Assert.Contains(extent, Refusal(path, "vmdk"));
    }

    [Theory]
    [InlineData("json:{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}")]
    [InlineData("nbd://example.com/x")]
    [InlineData("fat:/etc")]
    [InlineData("file:nbd:x")]
    public void A_backing_file_that_is_more_than_a_path_is_never_opened(string name)
    {
        var path = Qcow2("image", "-u", "-b", name, "-F", "raw");
        Assert.Contains("refers to another file", Refusal(path, "qcow2"));
        Assert.Contains("Only local files", Refusal(path, allow: true));
    }

    [Fact]
    public void Names_are_relative_to_the_image_and_a_file_prefix_is_harmless()
    {
        var below = _directory.WriteFile("be,low", new byte[512]);
        var path = Qcow2("image", "-u", "-b", "file:be,low", "-F", "raw");
        Assert.Equal(below, Describe(path, "qcow2", allow: true)["backing"]!["file"]!["filename"]!.GetValue<string>());
    }

    [Fact]
    public void A_loop_is_found()
    {
        Qcow2("a", "-u", "-b", "b", "-F", "qcow2");
        var path = Qcow2("b", "-u", "-b", "a", "-F", "qcow2");
        Assert.Contains("built on itself", Refusal(path, "qcow2", allow: true));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    public void A_chain_has_at_most_64_images(int below)
    {
        var template = File.ReadAllBytes(Qcow2("template", "-u", "-b", "img000", "-F", "qcow2"));
        var name = template.AsSpan().IndexOf("img000"u8);
        for (var i = 0; i < below; i++)
        {
            Encoding.ASCII.GetBytes($"img{i + 1:000}").CopyTo(template, name);
            _directory.WriteFile($"img{i:000}", template);
        }
        Qcow2($"img{below:000}");

        if (below < 64)
            Describe(_directory.File("img000"), "qcow2", allow: true);
        else
            Assert.Contains("more than 64 images", Refusal(_directory.File("img000"), "qcow2", allow: true));
    }

    [Fact]
    public void A_backing_format_is_looked_for_only_among_raw_and_qcow2()
    {
        QemuImg.Run("create", "-q", "-f", "vdi", _directory.File("below"), "1M");
        // Version 2 of qemu-img's own making can leave the format out only by hand.
        var path = Qcow2("image", "-u", "-b", "below", "-F", "qcow2");
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(new byte[] { 0xe2, 0x79, 0x2a, 0xca });
        bytes[at] = 0x11;
        File.WriteAllBytes(path, bytes);

        Assert.Contains("looks like vdi", Refusal(path, "qcow2", allow: true));
    }

    [Fact]
    public void An_image_below_that_is_missing_is_named_with_the_one_that_needs_it()
    {
        var failure = Refusal(Qcow2("image", "-u", "-b", "gone", "-F", "raw"), "qcow2", allow: true);
        Assert.Contains(_directory.File("gone"), failure);
        Assert.Contains(_directory.File("image"), failure);
    }

    [Fact]
    public void Every_format_with_backing_files_says_that_there_is_none()
    {
        foreach (var format in new[] { "qcow2", "qcow", "qed", "vmdk" })
        {
            var path = _directory.File(format);
            QemuImg.Run("create", "-q", "-f", format, path, "1M");
            var node = Describe(path);
            Assert.Equal(format, node["driver"]!.GetValue<string>());
            Assert.True(node.ContainsKey("backing"));
            Assert.Null(node["backing"]);
        }
    }

    [Fact]
    public void A_wrong_format_says_what_the_image_looks_like()
    {
        var failure = Refusal(_directory.WriteFile("image", new byte[4096]), "qcow2");
        Assert.Contains("is not a qcow2 image; it looks like raw", failure);
    }

    [Fact]
    public void Luks_is_the_guests_to_open() =>
        Assert.Equal("raw", Describe(_directory.WriteFile("image", [.. "LUKS"u8, 0xba, 0xbe, 0, 1, .. new byte[4088]]))["driver"]!.GetValue<string>());

    private static JsonObject Describe(string path, string? format = null, bool allow = false) =>
        ImageChain.Describe(new Drive { Filename = path, Format = format, AllowReferencedFiles = allow }, new NodeOptions());

    private static string Refusal(string path, string? format = null, bool allow = false) =>
        Assert.Throws<DriveException>(() => Describe(path, format, allow)).Message;

    private string Qcow2(string name, params string[] options)
    {
        QemuImg.Run(["create", "-q", "-f", "qcow2", .. options, _directory.File(name), "1M"]);
        return _directory.File(name);
    }
}

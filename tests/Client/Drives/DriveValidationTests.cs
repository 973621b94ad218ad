using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class DriveValidationTests
{
    private static readonly Drive Plain = new() { Filename = "/disk.img" };

    private static string Refusal(Drive drive, params Drive[] others) =>
        Assert.Throws<DriveException>(() => DriveValidation.Check(drive, others)).Message;

    [Fact]
    public void A_plain_drive_is_fine() => DriveValidation.Check(Plain, []);

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("raw,file=/etc/passwd")]
    [InlineData("ä")]
    public void A_format_has_only_plain_characters(string format) => Assert.Contains("format", Refusal(Plain with { Format = format }));

    [Theory]
    [InlineData("")]
    [InlineData("abcdefghijklmnopqrstu")]
    [InlineData("with-dash")]
    [InlineData("label1")]
    [InlineData("größe")]
    public void A_label_is_1_to_20_ascii_letters(string label) => Assert.Contains("1 to 20 ASCII letters", Refusal(Plain with { Label = label }));

    [Fact]
    public void A_label_is_unique()
    {
        DriveValidation.Check(Plain with { Label = "abcdefghijklmnopqrst" }, [Plain, Plain with { Label = "A" }]);
        Assert.Contains("another drive", Refusal(Plain with { Label = "A" }, Plain with { Label = "A" }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(-512)]
    public void A_block_size_is_512_or_4096(int size) => Assert.Contains("512 or 4096", Refusal(Plain with { Blocksize = size }));

    [Fact]
    public void Choices_name_what_there_is()
    {
        Assert.Contains("writeback, unsafe", Refusal(Plain with { Cachemode = "none" }));
        Assert.Contains("disable, enable, besteffort", Refusal(Plain with { Discard = "on" }));
        Assert.Contains("nbd", Refusal(Plain with { Protocol = "gopher" }));
    }

    [Fact]
    public void Discard_on_a_read_only_drive_makes_no_sense() =>
        Assert.Contains("read-only", Refusal(Plain with { Readonly = true, Discard = "enable" }));

    [Theory]
    [InlineData("sheepdog")]
    [InlineData("tftp")]
    public void A_protocol_that_qemu_dropped_says_so(string protocol) => Assert.Contains("QEMU dropped it", Refusal(Plain with { Protocol = protocol }));

    [Theory]
    [InlineData("file", 1)]
    [InlineData("nbd", 0)]
    [InlineData("nbd", 2)]
    [InlineData("http", 0)]
    [InlineData("ssh", 2)]
    [InlineData("gluster", 0)]
    [InlineData("iscsi", 2)]
    public void The_number_of_servers_is_checked(string protocol, int count) =>
        Assert.Contains("server", Refusal(Plain with { Protocol = protocol, Server = [.. Enumerable.Repeat("host", count)] }));

    [Fact]
    public void Rbd_takes_any_number_of_servers()
    {
        var drive = new Drive { Filename = "pool/image", Protocol = "rbd" };
        DriveValidation.Check(drive, []);
        DriveValidation.Check(drive with { Server = ["a", "b:1", "c"] }, []);
        Assert.Contains("without a '/'", Refusal(drive with { Filename = "/pool/image" }));
    }

    [Fact]
    public void Users_and_secrets_are_only_for_protocols_that_have_them()
    {
        Assert.Contains("takes no username", Refusal(Plain with { Username = "me" }));
        Assert.Contains("takes no secret", Refusal(new Drive { Filename = "/x", Protocol = "ssh", Server = ["h"], Secret = "s" }));
        Assert.Contains("empty", Refusal(new Drive { Filename = "/x", Protocol = "ssh", Server = ["h"], Username = "" }));
        DriveValidation.Check(new Drive { Filename = "/x", Protocol = "https", Server = ["h"], Username = "u", Secret = "s" }, []);
    }

    [Fact]
    public void A_unix_socket_is_only_for_protocols_that_have_it()
    {
        DriveValidation.Check(new Drive { Filename = "", Protocol = "nbd", Server = ["unix:/s"] }, []);
        Assert.Contains("unix sockets", Refusal(new Drive { Filename = "/x", Protocol = "ssh", Server = ["unix:/s"] }));
    }

    [Fact]
    public void A_drive_never_shows_its_secret() =>
        Assert.DoesNotContain("hush", (Plain with { Secret = "hush" }).ToString());
}

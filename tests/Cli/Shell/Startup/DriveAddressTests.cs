using GuestCtl.Cli.Shell.Startup;

namespace GuestCtl.Cli.Tests.Shell.Startup;

public sealed class DriveAddressTests
{
    [Theory]
    [InlineData("ssh://root@example.com/disk.img", "ssh", "example.com", "/disk.img", "root", null)]
    [InlineData("ssh://u:pass%40word@h:22/d%20e", "ssh", "h:22", "/d e", "u", "pass@word")]
    [InlineData("nbd://example.com:1234", "nbd", "example.com:1234", "", null, null)]
    [InlineData("nbd:///name?socket=/s", "nbd", "unix:/s", "name", null, null)]
    [InlineData("rbd:///pool/disk", "rbd", null, "pool/disk", null, null)]
    [InlineData("iscsi://h/target/1", "iscsi", "h", "target/1", null, null)]
    [InlineData("file:///a/b", "file", null, "/a/b", null, null)]
    public void An_address_has_its_parts(string text, string protocol, string? server, string path, string? user, string? secret)
        => Assert.Equal(new DriveAddress(protocol, server, path, user, secret), DriveAddress.TryParse(text));

    [Theory]
    [InlineData("disk.img")]
    [InlineData("/a:b/c")]
    [InlineData("://x")]
    public void A_file_is_no_address(string text) => Assert.Null(DriveAddress.TryParse(text));
}

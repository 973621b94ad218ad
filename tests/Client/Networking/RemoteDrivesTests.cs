using GuestCtl.Drives;
using GuestCtl.Networking;

namespace GuestCtl.Client.Tests.Networking;

public sealed class RemoteDrivesTests
{
    [Fact]
    public void Drives_in_files_need_nothing_of_the_network() => Assert.Null(RemoteDrives.Of([new Drive { Filename = "/disk.img" }]));

    [Theory]
    [InlineData("nbd")]
    [InlineData("http")]
    [InlineData("https")]
    [InlineData("ftp")]
    [InlineData("ftps")]
    [InlineData("iscsi")]
    public void Servers_are_reached_without_files_of_the_user_s(string protocol)
    {
        var needs = RemoteDrives.Of([Remote(protocol, "example.org")]);
        Assert.NotNull(needs);
        Assert.Null(needs.WhyOpen);
        Assert.Empty(needs.Sockets);
    }

    [Theory]
    [InlineData("ssh", "keys")]
    [InlineData("rbd", "Ceph")]
    [InlineData("gluster", "Gluster")]
    public void What_reads_files_of_the_user_s_says_so(string protocol, string because) =>
        Assert.Contains(because, RemoteDrives.Of([Remote("nbd", "example.org"), Remote(protocol, "example.org")])!.WhyOpen);

    [Fact]
    public void Sockets_are_listed_once() =>
        Assert.Equal(["/run/a", "/run/b"], RemoteDrives.Of([Remote("nbd", "unix:/run/a"), Remote("nbd", "unix:/run/b"), Remote("nbd", "unix:/run/a")])!.Sockets);

    private static Drive Remote(string protocol, string server) => new() { Filename = "disk", Protocol = protocol, Server = [server] };
}

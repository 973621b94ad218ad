using GuestCtl.Drives;

namespace GuestCtl.Client.Tests.Drives;

public sealed class DriveServerTests
{
    [Theory]
    [InlineData("example.com", "example.com", null, "example.com")]
    [InlineData("example.com:80", "example.com", 80, "example.com:80")]
    [InlineData("tcp:example.com:80", "example.com", 80, "example.com:80")]
    [InlineData("192.0.2.1:22", "192.0.2.1", 22, "192.0.2.1:22")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1", 443, "[2001:db8::1]:443")]
    [InlineData("[::1]", "::1", null, "[::1]")]
    [InlineData("2001:db8::1", "2001:db8::1", null, "[2001:db8::1]")]
    public void Tcp_servers_are_read(string text, string host, int? port, string authority)
    {
        var server = DriveServer.Parse(text);
        Assert.Equal((host, port, authority), (server.Host, server.Port, server.ToAuthority()));
    }

    [Fact]
    public void A_unix_socket_is_read() => Assert.Equal("/run/nbd", DriveServer.Parse("unix:/run/nbd").SocketPath);

    [Theory]
    [InlineData("")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:port")]
    [InlineData("[::1")]
    [InlineData("[::1]x")]
    [InlineData("a b")]
    [InlineData("host/path")]
    [InlineData("user@host")]
    [InlineData("unix:relative")]
    public void Other_forms_are_refused(string text) => Assert.Contains("not understood", Assert.Throws<DriveException>(() => DriveServer.Parse(text)).Message);
}

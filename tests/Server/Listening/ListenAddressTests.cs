using GuestCtl.Server.Listening;

namespace GuestCtl.Server.Tests.Listening;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("unix:/run/gateway.sock", "unix:/run/gateway.sock")]
    [InlineData("unix:///run/../run/gateway.sock", "unix:/run/gateway.sock")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://127.0.0.2:5000/", "http://127.0.0.2:5000")]
    [InlineData("http://localhost:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    public void An_address_of_this_machine_is_taken(string text, string address) => Assert.Equal(address, ListenAddress.Parse(text).ToString());

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://[::]:5000")]
    [InlineData("http://192.168.1.1:5000")]
    [InlineData("http://*:5000")]
    [InlineData("http://+:5000")]
    [InlineData("http://example.org:5000")]
    [InlineData("http://127.0.0.1.example.org:5000")]
    [InlineData("http://[::ffff:192.168.1.1]:5000")]
    public void An_address_that_other_machines_could_reach_is_refused(string text)
    {
        var message = Assert.Throws<FormatException>(() => ListenAddress.Parse(text)).Message;
        Assert.Contains(text, message);
    }

    [Fact]
    public void The_refusal_says_why_and_what_to_do()
    {
        var message = Assert.Throws<FormatException>(() => ListenAddress.Parse("http://10.0.0.1:80")).Message;
        Assert.Contains("neither encryption nor a login", message);
        Assert.Contains("Listen on 127.0.0.1 or a unix socket", message);
    }

    [Theory]
    [InlineData("unix:gateway.sock")]
    [InlineData("unix:./gateway.sock")]
    [InlineData("unix:")]
    [InlineData("unix:/run/")]
    public void A_socket_without_an_absolute_path_is_refused(string text)
        => Assert.Contains("absolute path", Assert.Throws<FormatException>(() => ListenAddress.Parse(text)).Message);

    [Theory]
    [InlineData("")]
    [InlineData("/run/gateway.sock")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("tcp://127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:5000/path")]
    [InlineData("http://user@127.0.0.1:5000")]
    [InlineData("http://127.0.0.1:99999")]
    public void Anything_else_is_no_address(string text)
        => Assert.Contains("not an address", Assert.Throws<FormatException>(() => ListenAddress.Parse(text)).Message);

    [Fact]
    public void Https_is_refused_because_there_is_no_certificate()
        => Assert.Contains("no TLS", Assert.Throws<FormatException>(() => ListenAddress.Parse("https://127.0.0.1:5000")).Message);

    [Fact]
    public void A_path_that_the_system_would_cut_off_is_refused()
        => Assert.Contains("allows 103", Assert.Throws<FormatException>(() => ListenAddress.Parse("unix:/" + new string('x', 103))).Message);

    [Fact]
    public void The_default_is_a_socket_in_the_runtime_directory()
        => Assert.Equal("/run/user/1000/guestctl-server.sock", ListenAddress.Default("/run/user/1000").SocketPath);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_runtime_directory_there_is_no_default(string? directory)
        => Assert.Contains("--listen", Assert.Throws<FormatException>(() => ListenAddress.Default(directory)).Message);
}

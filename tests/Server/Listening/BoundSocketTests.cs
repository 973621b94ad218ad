using System.Net.Sockets;
using GuestCtl.Server.Listening;

namespace GuestCtl.Server.Tests.Listening;

public sealed class BoundSocketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string SocketPath => _directory["s"];

    private ListenAddress Address => ListenAddress.Parse($"unix:{SocketPath}");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_socket_is_its_owner_s_alone_before_anybody_can_connect()
    {
        using var bound = BoundSocket.Bind(Address);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(SocketPath));
        Assert.Equal(SocketError.ConnectionRefused, Connect());
        bound.Socket.Listen();
        Assert.Equal(SocketError.Success, Connect());
    }

    [Fact]
    public void The_end_leaves_nothing()
    {
        BoundSocket.Bind(Address).Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void Another_kind_of_file_at_the_path_is_left_alone()
    {
        File.WriteAllText(SocketPath, "precious");
        Assert.Contains("not a socket", RefusalOf(Address));
        Assert.Equal("precious", File.ReadAllText(SocketPath));
        Assert.Single(Directory.GetFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void The_socket_that_a_killed_gateway_left_is_replaced()
    {
        Leave(listening: false).Dispose();
        Assert.True(Path.Exists(SocketPath));
        using var bound = BoundSocket.Bind(Address);
        bound.Socket.Listen();
        Assert.Equal(SocketError.Success, Connect());
    }

    [Fact]
    public void A_socket_that_another_program_listens_on_is_left_alone()
    {
        using var other = Leave(listening: true);
        Assert.Contains("another program listens there", RefusalOf(Address));
        Assert.Equal(SocketError.Success, Connect());
    }

    [Fact]
    public void A_gateway_that_does_not_listen_yet_keeps_its_socket()
    {
        using var first = BoundSocket.Bind(Address);
        Assert.Contains("another gateway serves there", RefusalOf(Address));
        first.Socket.Listen();
        Assert.Equal(SocketError.Success, Connect());
    }

    [Fact]
    public void A_missing_directory_is_named()
        => Assert.Contains("directory does not exist", RefusalOf(ListenAddress.Parse($"unix:{_directory["no/s"]}")));

    [Fact]
    public void A_port_of_zero_becomes_a_free_one_and_a_taken_one_is_refused()
    {
        using var bound = BoundSocket.Bind(ListenAddress.Parse("http://127.0.0.1:0"));
        Assert.Matches(@"^http://127\.0\.0\.1:[1-9]\d+$", bound.Address.ToString());
        bound.Socket.Listen();
        Assert.Contains(bound.Address.ToString(), RefusalOf(bound.Address));
    }

    private static string RefusalOf(ListenAddress address)
    {
        var message = Assert.Throws<ServerException>(() => BoundSocket.Bind(address)).Message;
        Assert.StartsWith("Cannot listen on ", message);
        return message;
    }

    // .NET removes the file of a socket that it closes, which a killed process has no time for.
    private Socket Leave(bool listening)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory["other"]));
        File.Move(_directory["other"], SocketPath);
        if (listening)
        {
            socket.Listen();
        }

        return socket;
    }

    private SocketError Connect()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(SocketPath));
            return SocketError.Success;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }
}

using System.Text;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Wire;

public sealed class HandshakeTests
{
    [Fact]
    public async Task Both_sides_learn_of_each_other()
    {
        var (one, other) = InMemoryTransport.CreatePair();
        var server = Task.Run(() => Handshake.Run(other, new Hello { Version = "2.0.0", Features = { "x" } }));
        var client = Handshake.Run(one, new Hello { Version = "1.0.0" });
        Assert.Equal("2.0.0", client.Peer.Version);
        Assert.Equal(["x"], client.Peer.Features);
        Assert.Equal("1.0.0", (await server).Peer.Version);
    }

    [Fact]
    public void A_greeting_has_its_frozen_form()
        => Assert.Equal("4755455354" + "43544C" + "0100" + "0000" + "07000000" + "0A05" + Convert.ToHexString("1.2.3"u8), Convert.ToHexString(Handshake.Encode(new Hello { Version = "1.2.3" })));

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "does not speak this protocol")]
    [InlineData("GUESTCTL\u0002\0\0\0\0\0\0\0", "protocol version 2")]
    [InlineData("GUESTCTL\u0001\0\0\0\0\0\0\u0001", "16777216 bytes was announced")]
    [InlineData("GUESTCTL\u0001\0\0\0\u0002\0\0\0\u007f\u007f", "cannot be read")]
    [InlineData("GUEST", "the connection ended")]
    public void A_wrong_greeting_is_refused_with_the_reason(string bytes, string reason)
    {
        var (one, other) = InMemoryTransport.CreatePair();
        other.Write(Encoding.Latin1.GetBytes(bytes));
        other.Dispose();
        var error = Assert.ThrowsAny<IOException>(() => Handshake.Run(new ReadOnly(one), new Hello()));
        Assert.Contains(reason, error.Message);
    }

    // Lets the greeting go nowhere, as the other end is closed already.
    private sealed class ReadOnly(IByteTransport inner) : IByteTransport
    {
        public int Read(Span<byte> buffer) => inner.Read(buffer);

        public void Write(ReadOnlySpan<byte> data)
        {
        }

        public void Dispose() => inner.Dispose();
    }
}

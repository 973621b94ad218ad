using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Tests.Rpc;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Hostile;

/// <summary>A client whose server says what the test likes.</summary>
internal sealed class ScriptedPeer : IDisposable
{
    /// <summary>Far beyond what any machine needs for a few frames in memory.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InMemoryTransport _server;

    public ScriptedPeer()
    {
        var (client, server) = InMemoryTransport.CreatePair();
        _server = server;
        server.Write(Handshake.Encode(new Hello { Version = "1.0.0", Features = { FrameServer.PingFeature } }));
        Frames = new FrameClient(Handshake.Run(client, new Hello { Version = "1.0.0" }));
        Client = new Rehearsal.RehearsalClient(new FrameCallInvoker(Frames));
    }

    public FrameClient Frames { get; }

    public Rehearsal.RehearsalClient Client { get; }

    /// <summary>Says a whole frame.</summary>
    public void Say(uint stream, FrameKind kind, FrameFlags flags, ReadOnlySpan<byte> payload = default)
    {
        var frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, stream, kind, flags).Write(frame);
        payload.CopyTo(frame.AsSpan(FrameHeader.Size));
        Say(frame);
    }

    /// <summary>Says any bytes.</summary>
    public void Say(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _server.Write(bytes);
        }
        catch (IOException)
        {
            // The client has ended the connection already, as it should.
        }
    }

    /// <summary>Hangs up.</summary>
    public void Leave() => _server.Dispose();

    public void Dispose()
    {
        Frames.Dispose();
        _server.Dispose();
    }
}

namespace GuestCtl.Protocol.Wire;

/// <summary>What a frame is. The numbers are on the wire and append-only.</summary>
public enum FrameKind : byte
{
    /// <summary>Opens a stream: method path, and the request when <see cref="FrameFlags.HasMessage"/> is set.</summary>
    Call = 1,

    /// <summary>One message of an open stream.</summary>
    Data = 2,

    /// <summary>The server's last frame of a stream: its only reply message, or a status.</summary>
    End = 3,

    /// <summary>The client no longer wants the answer. The server still sends <see cref="End"/>.</summary>
    Cancel = 4,

    /// <summary>The receiver consumed messages: the sender may send that many bytes more.</summary>
    Credit = 5,

    /// <summary>News about a running call, such as its progress.</summary>
    Event = 6,

    /// <summary>The client asks whether the server still reads. Sent on stream 0, to a server that names <see cref="Rpc.FrameServer.PingFeature"/> among its features.</summary>
    Ping = 7,

    /// <summary>The server's reader answers a <see cref="Ping"/>. Sent on stream 0.</summary>
    Pong = 8,
}

namespace GuestCtl.Protocol.Wire;

/// <summary>Details of a frame. The bits are on the wire and append-only.</summary>
[Flags]
public enum FrameFlags : byte
{
    /// <summary>Nothing to add.</summary>
    None = 0,

    /// <summary>The client sends no further message on this stream.</summary>
    LastMessage = 1,

    /// <summary>The payload of a call holds a request; the payload of an end holds the reply and the call succeeded.</summary>
    HasMessage = 2,
}

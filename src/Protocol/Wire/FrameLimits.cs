namespace GuestCtl.Protocol.Wire;

/// <summary>The bounds of the wire.</summary>
public static class FrameLimits
{
    /// <summary>The longest payload in bytes: the largest single message, with room for its method path.
    /// Long data goes in chunks, so nothing needs more.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    /// <summary>Bytes a sender may have on the way on one stream before it waits for credit: enough to keep the
    /// channel busy, small enough that a hundred stalled streams are harmless.</summary>
    public const int Window = 32 * ChunkSize;

    /// <summary>Messages that one stream may have on the way. A message with anything in it has two bytes, so only a peer that sends
    /// nothing but empty ones, which need no credit, comes here.</summary>
    public const int MaxQueuedMessages = Window / 2;

    /// <summary>The largest errno in a status: Linux has none beyond it.</summary>
    public const int MaxErrno = 4095;

    /// <summary>Bytes in a chunk of a file transfer. Below the size from which .NET makes large objects, whose fresh pages
    /// cost an emulated processor more than the frames do: 512 KiB was a sixth slower.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>The longest method path in bytes.</summary>
    public const int MaxMethodPath = 256;

    /// <summary>The longest greeting in bytes.</summary>
    public const int MaxHello = 64 * 1024;

    /// <summary>Calls that one connection may have open at once, so that a mad peer cannot exhaust the daemon.</summary>
    public const int MaxStreams = 4096;
}

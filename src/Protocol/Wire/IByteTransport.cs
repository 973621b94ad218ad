namespace GuestCtl.Protocol.Wire;

/// <summary>A pair of byte streams to a peer. Reads and writes block; one thread reads, writes come one at a time.</summary>
public interface IByteTransport : IDisposable
{
    /// <summary>Reads some bytes. Returns 0 when the peer is gone.</summary>
    int Read(Span<byte> buffer);

    /// <summary>Writes all bytes.</summary>
    void Write(ReadOnlySpan<byte> data);
}

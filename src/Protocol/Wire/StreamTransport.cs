namespace GuestCtl.Protocol.Wire;

/// <summary>A transport over a <see cref="Stream"/>, such as a socket's.</summary>
/// <param name="stream">A stream that can read and write at the same time. The transport closes it.</param>
public sealed class StreamTransport(Stream stream) : IByteTransport
{
    /// <inheritdoc/>
    public int Read(Span<byte> buffer) => stream.Read(buffer);

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data) => stream.Write(data);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}

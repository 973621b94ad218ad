using System.Buffers;

namespace GuestCtl.Protocol.Wire;

/// <summary>A frame being written: room for the header, then the payload, in one pooled array that goes out in one write.</summary>
public sealed class FrameBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _array;
    private int _end = FrameHeader.Size;

    /// <summary>Creates an empty frame with room for a payload of about <paramref name="capacity"/> bytes.</summary>
    public FrameBuffer(int capacity = 244) => _array = ArrayPool<byte>.Shared.Rent(capacity + FrameHeader.Size);

    /// <summary>Bytes of payload so far.</summary>
    public int PayloadLength => _end - FrameHeader.Size;

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _end);
        _end += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(_end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_end);
    }

    /// <summary>Makes room for <paramref name="count"/> bytes more.</summary>
    public void Reserve(int count)
    {
        count = Math.Max(count, 1);
        if (_array.Length - _end >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_end + count, Math.Min(_array.Length * 2, FrameLimits.MaxPayload)));
        _array.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }

    /// <summary>Fills in the header and returns the whole frame.</summary>
    /// <exception cref="ProtocolViolationException">The payload is over the cap.</exception>
    public ReadOnlySpan<byte> Finish(uint stream, FrameKind kind, FrameFlags flags)
    {
        new FrameHeader(PayloadLength, stream, kind, flags).Write(_array);
        return _array.AsSpan(0, _end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_array);
        _array = [];
        _end = 0;
    }
}

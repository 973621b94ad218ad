using System.Buffers;

namespace GuestCtl.Protocol.Wire;

/// <summary>Cuts the incoming bytes into frames.</summary>
internal sealed class FrameReader(IByteTransport transport)
{
    // Holds small frames whole; long payloads are read straight into their own array.
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private long _reads;
    private int _end;

    /// <summary>How often bytes have come.</summary>
    public long Reads => Volatile.Read(ref _reads);

    /// <summary>Reads the next frame; null when the peer closed the connection between two frames.</summary>
    public Frame? Next()
    {
        if (!Fill(FrameHeader.Size))
        {
            return null;
        }

        var header = FrameHeader.Read(_buffer.AsSpan(_start, FrameHeader.Size));
        _start += FrameHeader.Size;
        if (header.Length == 0)
        {
            return new Frame(header, []);
        }

        var payload = ArrayPool<byte>.Shared.Rent(header.Length);
        ReadExactly(payload.AsSpan(0, header.Length));
        return new Frame(header, payload);
    }

    /// <summary>Fills <paramref name="destination"/> from the connection.</summary>
    /// <exception cref="PeerGoneException">The connection ended first.</exception>
    public void ReadExactly(Span<byte> destination)
    {
        var buffered = Math.Min(destination.Length, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(destination);
        _start += buffered;
        destination = destination[buffered..];
        while (!destination.IsEmpty)
        {
            var count = Receive(destination);
            if (count == 0)
            {
                throw new PeerGoneException($"the connection ended {destination.Length} bytes before the end of a frame");
            }

            destination = destination[count..];
        }
    }

    private bool Fill(int needed)
    {
        if (_end - _start >= needed)
        {
            return true;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < needed)
        {
            var count = Receive(_buffer.AsSpan(_end));
            if (count == 0)
            {
                return _end == 0 ? false : throw new PeerGoneException("the connection ended inside a frame header");
            }

            _end += count;
        }

        return true;
    }

    private int Receive(Span<byte> destination)
    {
        var count = transport.Read(destination);
        // One thread reads at a time, so this needs no lock.
        Volatile.Write(ref _reads, _reads + 1);
        return count;
    }
}

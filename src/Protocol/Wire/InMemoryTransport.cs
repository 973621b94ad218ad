using System.Collections.Concurrent;

namespace GuestCtl.Protocol.Wire;

/// <summary>Two connected transports in one process: a connection without a virtual machine.</summary>
public sealed class InMemoryTransport : IByteTransport
{
    private readonly BlockingCollection<byte[]> _incoming;
    private readonly BlockingCollection<byte[]> _outgoing;
    private ReadOnlyMemory<byte> _rest;

    private InMemoryTransport(BlockingCollection<byte[]> incoming, BlockingCollection<byte[]> outgoing)
        => (_incoming, _outgoing) = (incoming, outgoing);

    /// <summary>Creates both ends.</summary>
    public static (InMemoryTransport Client, InMemoryTransport Server) CreatePair()
    {
        var toServer = new BlockingCollection<byte[]>();
        var toClient = new BlockingCollection<byte[]>();
        return (new(toClient, toServer), new(toServer, toClient));
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        if (_rest.IsEmpty)
        {
            if (!_incoming.TryTake(out var next, Timeout.Infinite))
            {
                return 0;
            }

            _rest = next;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        try
        {
            _outgoing.Add(data.ToArray());
        }
        catch (InvalidOperationException e)
        {
            throw new IOException("the other end of the connection is closed", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outgoing.CompleteAdding();
        _incoming.CompleteAdding();
    }
}

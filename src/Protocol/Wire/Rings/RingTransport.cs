using System.Diagnostics;

namespace GuestCtl.Protocol.Wire.Rings;

/// <summary>
/// A transport that changes to shared memory on the way. Until then all bytes go through the inner transport; afterwards that only carries bells, bytes
/// without a meaning that wake a sleeping reader, and the news that the peer is gone.
/// </summary>
/// <remarks>The host changes when the guest has said that it has the memory, and nothing else is under way. The guest changes
/// when the first bytes come through the memory: whatever it wrote before was read by then.</remarks>
/// <param name="bell">The inner transport.</param>
public sealed class RingTransport(IByteTransport bell) : IByteTransport
{
    // A peer in a loop has its next bytes here in this time. To find the reader awake saves both sides a bell, which costs more than all the rest of
    // a call; nobody notices the time otherwise.
    private static readonly long Watch = Stopwatch.Frequency / 5000;

    // Bells that ring while the reader is awake are taken together.
    private const int BellBuffer = 64;

    private static readonly TimeSpan RoomPoll = TimeSpan.FromMilliseconds(1);

    private volatile RingPair? _rings;
    private volatile bool _writesToRing;
    private volatile bool _disposed;

    /// <summary>Whether what is written goes through shared memory.</summary>
    public bool UsesRings => _writesToRing;

    /// <summary>The guest takes part: what comes through the memory is read from now on.</summary>
    public void Listen(RingPair rings)
    {
        // The reader may already sleep in the inner transport, without having said so in the memory.
        rings.Incoming.FallAsleep();
        _rings = rings;
    }

    /// <summary>The host changes: all that it writes goes through the memory from now on.</summary>
    public void Change(RingPair rings)
    {
        Listen(rings);
        _writesToRing = true;
    }

    /// <inheritdoc/>
    public int Read(Span<byte> buffer)
    {
        if (_rings is null)
        {
            var count = bell.Read(buffer);
            // A byte that came after the change is a bell.
            if (_rings is null || count == 0)
            {
                return count;
            }
        }

        return ReadRing(_rings!.Incoming, buffer);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> data)
    {
        if (!_writesToRing)
        {
            bell.Write(data);
            return;
        }

        var ring = _rings!.Outgoing;
        for (var watch = default(Watcher); !data.IsEmpty;)
        {
            if (ring.Put(data) is var count and > 0)
            {
                data = data[count..];
                watch = default;
                if (ring.TakeSleeper())
                {
                    bell.Write([0]);
                }
            }
            else if (_disposed)
            {
                throw new IOException("the connection was closed while it waited for the peer to read");
            }
            else if (!watch.Goes())
            {
                Thread.Sleep(RoomPoll);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        bell.Dispose();
        _rings?.Dispose();
    }

    private int ReadRing(Ring ring, Span<byte> buffer)
    {
        Span<byte> bells = stackalloc byte[BellBuffer];
        while (true)
        {
            for (var watch = default(Watcher); watch.Goes();)
            {
                if (ring.Take(buffer) is var count and > 0)
                {
                    _writesToRing = true;
                    return count;
                }
            }

            ring.FallAsleep();
            if (ring.Take(buffer) is var late and > 0)
            {
                ring.WakeUp();
                _writesToRing = true;
                return late;
            }

            if (bell.Read(bells) == 0)
            {
                return 0;
            }

            ring.WakeUp();
        }
    }

    // Goes on for a while from the first time it is asked. Where there is only one processor the peer needs it.
    private struct Watcher
    {
        private long _start;

        public bool Goes()
        {
            if (_start == 0)
            {
                _start = Stopwatch.GetTimestamp();
                return true;
            }

            Thread.SpinWait(1);
            return Stopwatch.GetTimestamp() - _start < Watch;
        }
    }
}

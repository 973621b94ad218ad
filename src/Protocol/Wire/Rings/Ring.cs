using System.Runtime.InteropServices;

namespace GuestCtl.Protocol.Wire.Rings;

/// <summary>A stream of bytes from one side to the other through memory that both have. One writes, the other reads; neither believes what the
/// other left in it. Both count the bytes that ever passed, and the place of a byte is its number modulo the capacity.</summary>
/// <param name="memory">The memory, which is zero at first.</param>
/// <param name="offset">Where the ring begins.</param>
/// <param name="length">Its bytes, counters included.</param>
internal sealed unsafe class Ring(SafeBuffer memory, int offset, int length)
{
    // Each word that one side writes has cache lines of its own. Append-only: both sides must agree.
    private const int WrittenAt = 0;
    private const int ReadAt = 128;
    private const int AsleepAt = 256;
    private const int DataAt = 4096;

    private readonly int _capacity = length - DataAt;
    private ulong _written;
    private ulong _read;

    /// <summary>Takes bytes out, as many as there are and fit.</summary>
    /// <exception cref="ProtocolViolationException">The writer's count cannot be.</exception>
    public int Take(Span<byte> destination)
    {
        using var use = new Use(memory);
        var ring = use.Start + offset;
        var there = Volatile.Read(ref *(ulong*)(ring + WrittenAt)) - _read;
        if (there > (ulong)_capacity)
        {
            throw new ProtocolViolationException($"the peer claims to have written {there} bytes into a ring of {_capacity}");
        }

        var count = Math.Min(destination.Length, (int)there);
        var place = (int)(_read % (ulong)_capacity);
        var first = Math.Min(count, _capacity - place);
        new ReadOnlySpan<byte>(ring + DataAt + place, first).CopyTo(destination);
        new ReadOnlySpan<byte>(ring + DataAt, count - first).CopyTo(destination[first..]);
        _read += (ulong)count;
        Volatile.Write(ref *(ulong*)(ring + ReadAt), _read);
        return count;
    }

    /// <summary>Puts bytes in, as many as there is room for.</summary>
    /// <exception cref="ProtocolViolationException">The reader's count cannot be.</exception>
    public int Put(ReadOnlySpan<byte> data)
    {
        using var use = new Use(memory);
        var ring = use.Start + offset;
        var inside = _written - Volatile.Read(ref *(ulong*)(ring + ReadAt));
        if (inside > (ulong)_capacity)
        {
            throw new ProtocolViolationException($"the peer claims to have read bytes that were never written ({inside} of {_capacity} are left)");
        }

        var count = Math.Min(data.Length, _capacity - (int)inside);
        var place = (int)(_written % (ulong)_capacity);
        var first = Math.Min(count, _capacity - place);
        data[..first].CopyTo(new Span<byte>(ring + DataAt + place, first));
        data[first..count].CopyTo(new Span<byte>(ring + DataAt, count - first));
        _written += (ulong)count;
        Volatile.Write(ref *(ulong*)(ring + WrittenAt), _written);
        return count;
    }

    /// <summary>The reader says that it goes to sleep. It must look once more before it does.</summary>
    public void FallAsleep()
    {
        using var use = new Use(memory);
        Interlocked.Exchange(ref *(int*)(use.Start + offset + AsleepAt), 1);
    }

    /// <summary>The reader is awake.</summary>
    public void WakeUp()
    {
        using var use = new Use(memory);
        Volatile.Write(ref *(int*)(use.Start + offset + AsleepAt), 0);
    }

    /// <summary>Whether the writer has to wake the reader: true once for each sleep.</summary>
    public bool TakeSleeper()
    {
        using var use = new Use(memory);
        // What was written must be seen before a reader that does not sleep yet looks for the last time.
        Interlocked.MemoryBarrier();
        ref var asleep = ref *(int*)(use.Start + offset + AsleepAt);
        return Volatile.Read(ref asleep) != 0 && Interlocked.Exchange(ref asleep, 0) != 0;
    }

    // Keeps the memory mapped while it is looked at, whoever disposes of it meanwhile.
    private readonly ref struct Use
    {
        private readonly SafeBuffer _memory;

        public Use(SafeBuffer memory)
        {
            byte* start = null;
            memory.AcquirePointer(ref start);
            _memory = memory;
            Start = start;
        }

        public byte* Start { get; }

        public void Dispose() => _memory.ReleasePointer();
    }
}

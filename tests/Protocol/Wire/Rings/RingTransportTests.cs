using System.Runtime.InteropServices;
using GuestCtl.Protocol.Wire;
using GuestCtl.Protocol.Wire.Rings;

namespace GuestCtl.Protocol.Tests.Wire.Rings;

public sealed class RingTransportTests : IDisposable
{
    private static readonly byte[] Cookie = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestMemory _memory = new();
    private readonly RingTransport _host;
    private readonly RingTransport _guest;
    private readonly RingPair _hostRings;
    private readonly RingPair _guestRings;

    public RingTransportTests()
    {
        var (host, guest) = InMemoryTransport.CreatePair();
        (_host, _guest) = (new RingTransport(host), new RingTransport(guest));
        _hostRings = RingPair.OfHost(_memory.Door(), Cookie);
        _guestRings = RingPair.OfGuest(_memory.Door(), Cookie)!;
    }

    public void Dispose()
    {
        _host.Dispose();
        _guest.Dispose();
        _memory.Dispose();
    }

    [Fact]
    public void Other_memory_is_not_taken_for_the_host_s()
        => Assert.Null(RingPair.OfGuest(_memory.Door(), new byte[16]));

    [Fact]
    public void Before_the_change_bytes_go_through_the_inner_transport()
    {
        _host.Write("one"u8);
        Assert.Equal("one", Read(_guest, 3));
        Assert.False(_host.UsesRings);
    }

    [Fact]
    public async Task A_reader_that_slept_through_the_change_is_woken()
    {
        var guest = Task.Run(() => Read(_guest, 5));
        var host = Task.Run(() => Read(_host, 6));
        await Task.Delay(50);
        Change();
        _host.Write("hello"u8);
        Assert.Equal("hello", await Wait(guest));
        _guest.Write("answer"u8);
        Assert.Equal("answer", await Wait(host));
        Assert.True(_guest.UsesRings);
    }

    [Fact]
    public void The_guest_s_last_bytes_before_the_change_come_first()
    {
        _guest.Listen(_guestRings);
        _guest.Write("reply"u8);
        Assert.Equal("reply", Read(_host, 5));
        _host.Change(_hostRings);
        _host.Write("next"u8);
        Assert.Equal("next", Read(_guest, 4));
        _guest.Write("through the ring"u8);
        Assert.Equal("through the ring", Read(_host, 16));
    }

    [Fact]
    public async Task Many_times_the_capacity_goes_through_in_both_directions_unchanged()
    {
        Change();
        var there = Enumerable.Range(0, 12).Select(i => Random(i, 700_000 + i)).ToArray();
        var back = Enumerable.Range(50, 12).Select(i => Random(i, 900_001 - i)).ToArray();
        var sending = Task.Run(() => Array.ForEach(there, part => _host.Write(part)));
        var guest = Task.Run(() =>
        {
            var received = ReadBytes(_guest, there.Sum(part => part.Length));
            Array.ForEach(back, part => _guest.Write(part));
            return received;
        });
        var answer = ReadBytes(_host, back.Sum(part => part.Length));
        await sending.WaitAsync(Patience);
        Assert.Equal(there.SelectMany(part => part), await Wait(guest));
        Assert.Equal(back.SelectMany(part => part), answer);
    }

    [Fact]
    public async Task Sleepers_are_woken_however_the_pauses_fall()
    {
        Change();
        var echo = Task.Run(() =>
        {
            var buffer = new byte[1];
            while (_guest.Read(buffer) == 1 && buffer[0] != 0)
            {
                _guest.Write(buffer);
            }
        });
        var pauses = new System.Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var value = (byte)((i % 255) + 1);
            _host.Write([value]);
            Assert.Equal(value, ReadBytes(_host, 1)[0]);
            Thread.SpinWait(pauses.Next(1 << pauses.Next(18)));
        }

        _host.Write([0]);
        await echo.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_end_of_the_peer_ends_a_read()
    {
        Change();
        var reading = Task.Run(() => _host.Read(new byte[1]));
        await Task.Delay(20);
        _guest.Dispose();
        Assert.Equal(0, await Wait(reading));
    }

    [Fact]
    public async Task A_writer_that_waits_for_room_ends_with_the_connection()
    {
        Change();
        var writing = Task.Run(() => _host.Write(new byte[3 * RingPair.Bytes]));
        await Task.Delay(50);
        Assert.False(writing.IsCompleted);
        _host.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(Patience));
    }

    [Theory]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(0, 1UL << 40)]
    public void A_count_that_cannot_be_is_a_violation_and_reads_nothing(int word, ulong count)
    {
        Change();
        // The guest's ring to the host begins in the middle.
        _memory.Poke((RingPair.Bytes / 2) + word, count);
        Assert.Throws<ProtocolViolationException>(() => _host.Read(new byte[100]));
    }

    [Fact]
    public void A_reader_s_count_that_cannot_be_is_a_violation_too()
    {
        Change();
        _memory.Poke(128, 77);
        Assert.Throws<ProtocolViolationException>(() => _host.Write("x"u8));
    }

    private void Change()
    {
        _guest.Listen(_guestRings);
        _host.Change(_hostRings);
    }

    private static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new System.Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static string Read(RingTransport transport, int count) => System.Text.Encoding.ASCII.GetString(ReadBytes(transport, count));

    private static byte[] ReadBytes(RingTransport transport, int count)
    {
        var bytes = new byte[count];
        for (var at = 0; at < count;)
        {
            var read = transport.Read(bytes.AsSpan(at, Math.Min(count - at, 100_000)));
            Assert.NotEqual(0, read);
            at += read;
        }

        return bytes;
    }

    private static Task<T> Wait<T>(Task<T> task) => task.WaitAsync(Patience);

    private sealed class TestMemory : IDisposable
    {
        private readonly nint _start = Marshal.AllocHGlobal(RingPair.Bytes);

        public TestMemory() => Marshal.Copy(new byte[RingPair.Bytes], 0, _start, RingPair.Bytes);

        public SafeBuffer Door() => new DoorBuffer(_start);

        public void Poke(int offset, ulong value) => Marshal.WriteInt64(_start, offset, (long)value);

        public void Dispose() => Marshal.FreeHGlobal(_start);

        private sealed class DoorBuffer : SafeBuffer
        {
            public DoorBuffer(nint start)
                : base(ownsHandle: false)
            {
                SetHandle(start);
                Initialize(RingPair.Bytes);
            }

            protected override bool ReleaseHandle() => true;
        }
    }
}

using System.Runtime.InteropServices;

namespace GuestCtl.Protocol.Wire.Rings;

/// <summary>Both directions between a host and its guest, in one piece of shared memory.</summary>
public sealed class RingPair : IDisposable
{
    /// <summary>Bytes of the memory: little enough to stay in a processor's cache, and enough for a reader that is away for a few milliseconds.</summary>
    public const int Bytes = 2 * Half;

    private const int Half = 1 << 20;

    // At the very end, where the data of the second ring never comes: the guest makes sure by it that it found the right memory.
    private const int CookieBytes = 16;
    private const int CookieAt = Bytes - CookieBytes;

    private readonly SafeBuffer _memory;

    private RingPair(SafeBuffer memory, bool isHost)
    {
        _memory = memory;
        var (toGuest, toHost) = (new Ring(memory, 0, Half), new Ring(memory, Half, Half - CookieBytes));
        (Incoming, Outgoing) = isHost ? (toHost, toGuest) : (toGuest, toHost);
    }

    internal Ring Incoming { get; }

    internal Ring Outgoing { get; }

    /// <summary>The host's side.</summary>
    /// <param name="memory">The memory, all zeros. It is disposed of with the pair.</param>
    /// <param name="cookie">16 random bytes, which tell the guest that it found the memory.</param>
    public static RingPair OfHost(SafeBuffer memory, ReadOnlySpan<byte> cookie)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(cookie.Length, CookieBytes);
        memory.WriteSpan(CookieAt, cookie);
        return new RingPair(memory, isHost: true);
    }

    /// <summary>The guest's side.</summary>
    /// <param name="memory">The memory. It is disposed of with the pair.</param>
    /// <param name="cookie">What the host wrote into it.</param>
    /// <returns>Null if this is not the host's memory.</returns>
    public static RingPair? OfGuest(SafeBuffer memory, ReadOnlySpan<byte> cookie)
    {
        Span<byte> found = stackalloc byte[CookieBytes];
        memory.ReadSpan(CookieAt, found);
        return found.SequenceEqual(cookie) ? new RingPair(memory, isHost: false) : null;
    }

    /// <summary>Lets go of the memory once nobody is looking at it.</summary>
    public void Dispose() => _memory.Dispose();
}

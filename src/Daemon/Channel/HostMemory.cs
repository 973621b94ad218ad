using GuestCtl.Protocol.Wire.Rings;

namespace GuestCtl.Daemon.Channel;

/// <summary>The memory that the host shares with the appliance. It is mapped when the appliance boots, so that machines made from its
/// template have it at once.</summary>
/// <param name="transport">What is to use it.</param>
internal sealed class HostMemory(RingTransport transport)
{
    private PhysicalMemory? _memory;
    private long _address;

    /// <summary>Maps the memory, unless it is, and begins to use it if there is a cookie.</summary>
    /// <returns>Why that cannot be; null if it can.</returns>
    public string? Open(long address, ReadOnlySpan<byte> cookie)
    {
        try
        {
            if (_memory is null || _address != address)
            {
                _memory?.Dispose();
                (_memory, _address) = (PhysicalMemory.Map(address, RingPair.Bytes), address);
            }
        }
        catch (OperationFailedException e)
        {
            return e.Message;
        }

        if (cookie.IsEmpty)
        {
            return null;
        }

        if (RingPair.OfGuest(_memory, cookie) is not { } rings)
        {
            return $"the memory at 0x{address:x} is not what the host shares";
        }

        transport.Listen(rings);
        return null;
    }
}

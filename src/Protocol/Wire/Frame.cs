using System.Buffers;

namespace GuestCtl.Protocol.Wire;

/// <summary>A received frame. Its payload lives in a pooled array until it is disposed.</summary>
public readonly struct Frame : IDisposable
{
    private readonly byte[] _array;

    internal Frame(FrameHeader header, byte[] array) => (Header, _array) = (header, array);

    /// <summary>What came before the payload.</summary>
    public FrameHeader Header { get; }

    /// <summary>The payload. Not valid after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Payload => _array.AsMemory(0, Header.Length);

    /// <summary>Gives the array back.</summary>
    public void Dispose()
    {
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}

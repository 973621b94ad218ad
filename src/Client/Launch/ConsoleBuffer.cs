using System.Text;

namespace GuestCtl.Launch;

/// <summary>The last bytes of a stream of output. Thread-safe.</summary>
/// <param name="capacity">How many bytes are kept.</param>
internal sealed class ConsoleBuffer(int capacity)
{
    private readonly byte[] _bytes = new byte[capacity];
    private readonly Lock _lock = new();
    private long _written;

    /// <summary>Adds bytes; the oldest fall out.</summary>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        lock (_lock)
        {
            _written += Math.Max(0, chunk.Length - capacity);
            var kept = chunk[Math.Max(0, chunk.Length - capacity)..];
            var at = (int)(_written % capacity);
            var first = Math.Min(kept.Length, capacity - at);
            kept[..first].CopyTo(_bytes.AsSpan(at));
            kept[first..].CopyTo(_bytes);
            _written += kept.Length;
        }
    }

    /// <summary>What is kept, oldest first.</summary>
    public byte[] ToArray()
    {
        lock (_lock)
        {
            if (_written <= capacity)
                return _bytes[..(int)_written];
            var at = (int)(_written % capacity);
            return [.. _bytes[at..], .. _bytes[..at]];
        }
    }

    /// <summary>What is kept, as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToArray());
}

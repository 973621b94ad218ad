using GuestCtl.Protocol.Wire;

namespace GuestCtl.Fuzz.Wire;

/// <summary>A peer that says what it was told to, whatever it hears, and then hangs up or falls silent.</summary>
/// <param name="script">What it says.</param>
/// <param name="hangsUp">Whether it hangs up at the end.</param>
internal sealed class ScriptedTransport(byte[] script, bool hangsUp = true) : IByteTransport
{
    private readonly ManualResetEventSlim _mayTalk = new(true);
    private readonly ManualResetEventSlim _closed = new();
    private int _at;

    /// <summary>Set once all was said and heard, and the next bytes are waited for.</summary>
    public ManualResetEventSlim AllSaid { get; } = new();

    /// <summary>Holds the peer back until <see cref="Talk"/>.</summary>
    public ScriptedTransport Wait()
    {
        _mayTalk.Reset();
        return this;
    }

    public void Talk() => _mayTalk.Set();

    public int Read(Span<byte> buffer)
    {
        _mayTalk.Wait();
        var count = _closed.IsSet ? 0 : Math.Min(buffer.Length, script.Length - _at);
        script.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        if (count == 0)
        {
            AllSaid.Set();
            if (!hangsUp)
            {
                _closed.Wait();
            }
        }

        return count;
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (_closed.IsSet)
        {
            throw new IOException("the peer is gone");
        }
    }

    public void Dispose()
    {
        _closed.Set();
        AllSaid.Set();
        _mayTalk.Set();
    }
}

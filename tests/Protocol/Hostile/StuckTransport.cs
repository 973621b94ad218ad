using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tests.Hostile;

/// <summary>A transport whose way out fills up, as that to a stopped machine does.</summary>
internal sealed class StuckTransport(IByteTransport inner) : IByteTransport
{
    private readonly ManualResetEventSlim _closed = new();
    private readonly TaskCompletionSource _stuck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _sticks;

    /// <summary>Completes when a writer waits.</summary>
    public Task Stuck => _stuck.Task;

    public void Stick() => _sticks = true;

    public int Read(Span<byte> buffer) => inner.Read(buffer);

    public void Write(ReadOnlySpan<byte> data)
    {
        if (!_sticks)
        {
            inner.Write(data);
            return;
        }

        _stuck.TrySetResult();
        _closed.Wait(ScriptedPeer.Patience * 2);
        throw new IOException("the way out was closed");
    }

    public void Dispose()
    {
        _closed.Set();
        inner.Dispose();
    }
}

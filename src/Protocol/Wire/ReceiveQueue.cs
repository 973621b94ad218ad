using System.Threading.Channels;

namespace GuestCtl.Protocol.Wire;

/// <summary>Messages that arrived on one stream and were not consumed yet. Gives credit back as they are.</summary>
internal sealed class ReceiveQueue(FrameConnection connection, uint stream)
{
    private readonly Channel<Frame> _frames = Channel.CreateUnbounded<Frame>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    // Messages without a byte cost no credit, but memory. An honest peer sends a few in a call.
    private const int MaxEmpty = 16 * 1024;

    private long _buffered;
    private int _messages;
    private int _empty;
    private int _consumed;

    /// <summary>Takes a message in. Called by the connection's reader.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent more than its credit, or too many messages.</exception>
    public void Add(Frame frame)
    {
        var before = Interlocked.Add(ref _buffered, frame.Header.Length) - frame.Header.Length;
        if (before > FrameLimits.Window)
        {
            throw new ProtocolViolationException($"stream {stream} sent more than its credit of {FrameLimits.Window} bytes");
        }

        if (Interlocked.Increment(ref _messages) > FrameLimits.MaxQueuedMessages)
        {
            throw new ProtocolViolationException($"stream {stream} sent more than {FrameLimits.MaxQueuedMessages} messages that nobody has taken yet");
        }

        if (frame.Header.Length == 0 && Interlocked.Increment(ref _empty) > MaxEmpty)
        {
            throw new ProtocolViolationException($"stream {stream} sent more than {MaxEmpty} empty messages that nobody has taken yet");
        }

        if (!_frames.Writer.TryWrite(frame))
        {
            frame.Dispose();
        }
    }

    /// <summary>No message follows; readers see <paramref name="error"/> or the end after the last one.</summary>
    public void Complete(Exception? error = null) => _frames.Writer.TryComplete(error);

    /// <summary>Waits for a message; false at the end.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _frames.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Takes a message out; the caller disposes it after use.</summary>
    public bool TryTake(out Frame frame)
    {
        if (!_frames.Reader.TryRead(out frame))
        {
            return false;
        }

        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _buffered, -frame.Header.Length);
        if (frame.Header.Length == 0)
        {
            Interlocked.Decrement(ref _empty);
        }

        _consumed += frame.Header.Length;
        if (_consumed >= FrameLimits.Window / 2)
        {
            connection.SendCredit(stream, (uint)_consumed);
            _consumed = 0;
        }

        return true;
    }
}

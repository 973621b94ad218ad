using Google.Protobuf;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Protocol.Wire;

/// <summary>Carries frames over a transport. Any violation poisons it: the first cause is kept and every later use reports it.</summary>
public sealed class FrameConnection : IDisposable
{
    private readonly IByteTransport _transport;
    private readonly FrameReader _reader;
    private readonly ReadingTurn _turn;
    private readonly Lock _writeLock = new();
    private readonly TaskCompletionSource<Exception> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IFrameSink? _sink;
    private volatile bool _handling;

    internal FrameConnection(IByteTransport transport, FrameReader reader, Hello peer)
    {
        (_transport, _reader, Peer) = (transport, reader, peer);
        _turn = new ReadingTurn(() => Read(null));
    }

    /// <summary>What the peer said of itself.</summary>
    public Hello Peer { get; }

    /// <summary>Completes with the first cause when the connection is over.</summary>
    public Task<Exception> Closed => _closed.Task;

    /// <summary>How often bytes have come from the peer.</summary>
    internal long Reads => _reader.Reads;

    /// <summary>Whether the reader is busy with a frame that it has, and so says nothing of the peer.</summary>
    internal bool IsHandling => _handling;

    /// <summary>The first cause, or null while the connection works.</summary>
    public Exception? Cause => _closed.Task.IsCompleted ? _closed.Task.Result : null;

    internal void Start(IFrameSink sink)
    {
        _sink = sink;
        _turn.Start();
    }

    internal void Send(FrameBuffer buffer, uint stream, FrameKind kind, FrameFlags flags)
    {
        if (buffer.PayloadLength > FrameLimits.MaxPayload)
        {
            throw new InvalidDataException(
                $"the message has {buffer.PayloadLength} bytes; at most {FrameLimits.MaxPayload} can be sent at once");
        }

        try
        {
            lock (_writeLock)
            {
                if (Cause is { } cause)
                {
                    throw new ProtocolViolationException(cause.Message, cause);
                }

                _transport.Write(buffer.Finish(stream, kind, flags));
            }
        }
        catch (Exception e)
        {
            // Half a frame may have gone out.
            Poison(AsCause(e));
            throw new ProtocolViolationException(Cause!.Message, Cause);
        }
    }

    /// <summary>Sends an empty frame unless another thread is writing, which may itself be waiting for the peer.</summary>
    /// <returns>Whether it was sent.</returns>
    internal bool TrySendEmpty(uint stream, FrameKind kind)
    {
        if (!_writeLock.TryEnter())
        {
            return false;
        }

        try
        {
            SendEmpty(stream, kind);
            return true;
        }
        finally
        {
            _writeLock.Exit();
        }
    }

    internal void SendEmpty(uint stream, FrameKind kind, FrameFlags flags = FrameFlags.None)
    {
        using var buffer = new FrameBuffer(0);
        Send(buffer, stream, kind, flags);
    }

    internal void SendMessage(uint stream, FrameKind kind, IMessage message)
    {
        using var buffer = new FrameBuffer(message.CalculateSize());
        message.WriteTo(buffer);
        Send(buffer, stream, kind, FrameFlags.None);
    }

    internal void SendCredit(uint stream, uint bytes)
    {
        if (Cause is null)
        {
            SendMessage(stream, FrameKind.Credit, new Credit { Bytes = bytes });
        }
    }

    /// <summary>Ends the connection and every call on it. Only the first cause counts.</summary>
    /// <param name="cause">Why; every call that is open or still to come reports its message.</param>
    public void Poison(Exception cause)
    {
        if (!_closed.TrySetResult(cause))
        {
            return;
        }

        try
        {
            // The calls first: nothing that goes wrong with the transport may leave one waiting.
            _sink?.Fault(cause);
        }
        finally
        {
            _turn.Dispose();
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _transport.Dispose();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It broke before. What is told is why it is closed.
        }
    }

    /// <summary>Closes the connection; open calls end with an error.</summary>
    public void Dispose() => Poison(new ProtocolViolationException("the connection was closed"));

    /// <summary>Sees to it that frames are read while nobody waits in <see cref="ReadUntil"/>.</summary>
    internal void KeepReading() => _turn.Demand();

    /// <summary>Reads on this thread until a call is over, unless another thread reads already.</summary>
    internal void ReadUntil(Task end)
    {
        if (!end.IsCompleted && _turn.TryTake())
        {
            Read(end);
        }
    }

    // With the turn held. Returns without it.
    private void Read(Task? end)
    {
        try
        {
            while (_reader.Next() is { } frame)
            {
                _handling = true;
                var work = _sink!.Accept(frame);
                _handling = false;
                if (work is not null)
                {
                    _turn.Lend();
                    work();
                    if (!_turn.TryTake())
                    {
                        return;
                    }
                }
                else if (end is not null ? end.IsCompleted : _sink.IsIdle)
                {
                    Leave();
                    return;
                }
            }

            Poison(new PeerGoneException("the peer closed the connection"));
        }
        catch (Exception e)
        {
            // Whatever it is: nobody reads from here on, so nobody may wait.
            Poison(AsCause(e));
        }
    }

    private static Exception AsCause(Exception error) => error is (IOException and not InvalidProtocolBufferException) or ObjectDisposedException
        ? error
        : new ProtocolViolationException($"what the peer sent cannot be used: {error.Message}", error);

    // A call that was opened before the turn was free again counts on this thread to have it read.
    private void Leave()
    {
        _turn.Lend();
        if (!_sink!.IsIdle)
        {
            _turn.Demand();
        }
    }
}

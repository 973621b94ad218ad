using Google.Protobuf;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Protocol.Wire;

/// <summary>Carries frames over a transport. Any violation poisons it: the first cause is kept and every later use reports it.</summary>
public sealed class FrameConnection : IDisposable
{
    private readonly IByteTransport _transport;
    private readonly FrameReader _reader;
    private readonly ReaderThreads _threads;
    private readonly Lock _writeLock = new();
    private readonly TaskCompletionSource<Exception> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IFrameSink? _sink;

    internal FrameConnection(IByteTransport transport, FrameReader reader, Hello peer)
    {
        (_transport, _reader, Peer) = (transport, reader, peer);
        _threads = new ReaderThreads(ReadLoop);
    }

    /// <summary>What the peer said of itself.</summary>
    public Hello Peer { get; }

    /// <summary>Completes with the first cause when the connection is over.</summary>
    public Task<Exception> Closed => _closed.Task;

    /// <summary>The first cause, or null while the connection works.</summary>
    public Exception? Cause => _closed.Task.IsCompleted ? _closed.Task.Result : null;

    internal void Start(IFrameSink sink)
    {
        _sink = sink;
        _threads.HandOver();
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
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Poison(e);
            throw new ProtocolViolationException(Cause!.Message, Cause);
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

    internal void Poison(Exception cause)
    {
        if (_closed.TrySetResult(cause))
        {
            _transport.Dispose();
            _threads.Dispose();
            _sink?.Fault(cause);
        }
    }

    /// <summary>Closes the connection; open calls end with an error.</summary>
    public void Dispose() => Poison(new ProtocolViolationException("the connection was closed"));

    // A call's work runs on the thread that read it, after the reading has been handed to another thread:
    // the answer does not wait for a thread to wake up, and a long call does not keep others from being read.
    private void ReadLoop()
    {
        try
        {
            while (_reader.Next() is { } frame)
            {
                if (_sink!.Accept(frame) is { } work)
                {
                    _threads.HandOver();
                    work();
                    return;
                }
            }

            Poison(new ProtocolViolationException("the peer closed the connection"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidProtocolBufferException)
        {
            Poison(e);
        }
    }
}

namespace GuestCtl.Protocol.Wire;

/// <summary>What takes the frames of a connection: the client's calls or the server's.</summary>
internal interface IFrameSink
{
    /// <summary>Takes one frame and owns it. Throws <see cref="ProtocolViolationException"/> to poison the connection.
    /// Returns work to run on this thread, after which it may read on, or null.</summary>
    Action? Accept(Frame frame);

    /// <summary>Whether no frame is expected.</summary>
    bool IsIdle { get; }

    /// <summary>The connection is over: end all calls with this cause.</summary>
    void Fault(Exception cause);
}

namespace GuestCtl.Protocol.Wire;

/// <summary>What takes the frames of a connection: the client's calls or the server's.</summary>
internal interface IFrameSink
{
    /// <summary>Takes one frame and owns it. Throws <see cref="ProtocolViolationException"/> to poison the connection.
    /// Returns work to run on this thread once another has taken over reading, or null.</summary>
    Action? Accept(Frame frame);

    /// <summary>The connection is over: end all calls with this cause.</summary>
    void Fault(Exception cause);
}

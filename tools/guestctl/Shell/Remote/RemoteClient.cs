using System.Net.Sockets;

namespace GuestCtl.Cli.Shell.Remote;

/// <summary>
/// A shell that sends commands, as the listener has it. While it waits, for its turn or for the end of its command, it gets signs of life:
/// so it need not wait for a listener that is stopped or hangs.
/// </summary>
internal sealed class RemoteClient : IDisposable
{
    private readonly Lock _writing = new();
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly TimeSpan _patience;
    private readonly Timer _pulse;

    /// <summary>Takes a connection.</summary>
    /// <param name="socket">The connection, which this closes.</param>
    /// <param name="pulse">How often the client gets a sign of life.</param>
    /// <param name="patience">How long the client may take to send what it has to.</param>
    public RemoteClient(Socket socket, TimeSpan pulse, TimeSpan patience)
    {
        (_socket, _patience) = (socket, patience);
        _socket.ReceiveTimeout = _socket.SendTimeout = (int)patience.TotalMilliseconds;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _pulse = new Timer(_ => Beat(), null, pulse, pulse);
    }

    /// <summary>Receives the descriptor that a command begins with; -1 when there are no more commands.</summary>
    /// <exception cref="IOException">Nothing came for long.</exception>
    public int ReceiveDescriptor()
        => _socket.Poll(_patience, SelectMode.SelectRead) ? DescriptorPassing.Receive(_socket)
            : throw new IOException($"it sent nothing for {_patience.TotalSeconds:0} seconds");

    /// <summary>Receives the command itself; null when there is none.</summary>
    public (bool IgnoresErrors, string Name, IReadOnlyList<string> Arguments)? ReceiveCommand() => RemoteMessages.Read(_stream);

    /// <summary>Tells the client how its command ended.</summary>
    public void Answer(byte end)
    {
        lock (_writing)
        {
            _stream.WriteByte(end);
        }
    }

    public void Dispose()
    {
        _pulse.Dispose();
        lock (_writing)
        {
            _stream.Dispose();
        }
    }

    private void Beat()
    {
        try
        {
            Answer(RemoteMessages.Alive);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has gone, which is found when it is its turn.
        }
    }
}

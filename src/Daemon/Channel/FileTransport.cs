using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Channel;

/// <summary>A transport over an open file that goes both ways, such as a socket.</summary>
/// <param name="file">The file; closed with the transport.</param>
/// <param name="peer">Who is at its other end, for messages.</param>
internal sealed class FileTransport(SafeFileHandle file, string peer) : IByteTransport
{
    public int Read(Span<byte> buffer)
    {
        var count = Libc.Read(file, buffer);
        return count >= 0 ? count : throw new IOException($"reading from {peer} failed: {SystemErrors.Text(SystemErrors.Last)}");
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        if (!Libc.WriteAll(file, data))
        {
            throw new IOException($"writing to {peer} failed: {SystemErrors.Text(SystemErrors.Last)}");
        }
    }

    public void Dispose() => file.Dispose();
}

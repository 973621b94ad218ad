using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Channel;

/// <summary>The virtio-serial port to the host.</summary>
internal sealed class VirtioPort : IByteTransport
{
    private const string PortName = "org.guestctl.channel.0";

    private readonly FileTransport _transport;

    private VirtioPort(SafeFileHandle port) => _transport = new FileTransport(port, "the host");

    /// <summary>Opens the port, waiting for the driver to show it.</summary>
    public static VirtioPort Open(TimeSpan timeout)
    {
        var deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            if (Find() is { } device && Libc.Open(device, OpenFlags.ReadWrite) is { } port)
            {
                return new VirtioPort(port);
            }

            if (Environment.TickCount64 > deadline)
            {
                throw new InvalidOperationException($"no virtio-serial port named {PortName} appeared within {timeout.TotalSeconds:0} s");
            }

            Thread.Sleep(2);
        }
    }

    public int Read(Span<byte> buffer) => _transport.Read(buffer);

    public void Write(ReadOnlySpan<byte> data) => _transport.Write(data);

    public void Dispose() => _transport.Dispose();

    private static string? Find()
    {
        const string ports = "/sys/class/virtio-ports";
        return Directory.Exists(ports)
            ? Directory.EnumerateDirectories(ports)
                .Where(port => File.Exists($"{port}/name") && File.ReadAllText($"{port}/name").Trim() == PortName)
                .Select(port => "/dev/" + Path.GetFileName(port))
                .FirstOrDefault()
            : null;
    }
}

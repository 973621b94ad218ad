using System.Buffers.Binary;
using System.Text;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>Which block devices came, went or may have new content. As udev does it: the kernel tells of devices, and who closes one that was open for
/// writing has changed what is on it.</summary>
internal sealed class DeviceChanges
{
    private const uint CloseWrite = 0x8;
    private const uint QueueOverflow = 0x4000;
    private const uint Ignored = 0x8000;
    private const int EventHeader = 16;
    private const int BufferSize = 64 * 1024;

    private readonly SafeFileHandle? _uevents = Libc.ListenForUevents();
    private readonly SafeFileHandle? _writes = Libc.NewInotify();
    private readonly Dictionary<int, string> _watches = [];
    private readonly byte[] _buffer = new byte[BufferSize];

    /// <summary>Takes the kernel's names of the devices that have changed since the last time.</summary>
    /// <param name="changed">Gets the names.</param>
    /// <returns>Whether nothing was missed. Otherwise each device may have changed.</returns>
    public bool Take(HashSet<string> changed) => TakeUevents(changed) & TakeWrites(changed);

    /// <summary>Notes from now on who writes to a device.</summary>
    /// <param name="node">The open node.</param>
    /// <param name="name">The kernel's name of the device.</param>
    public void Watch(SafeFileHandle node, string name)
    {
        if (_writes is not null && Libc.AddWatch(_writes, node, CloseWrite) is var watch and >= 0)
        {
            _watches[watch] = name;
        }
    }

    /// <summary>The name of the block device that a message is about; null for other messages.</summary>
    public static string? NameIn(ReadOnlySpan<byte> message)
    {
        var head = message[..Math.Max(message.IndexOf((byte)0), 0)];
        return message.IndexOf("\0SUBSYSTEM=block\0"u8) >= 0 && head.LastIndexOf((byte)'/') is var slash and >= 0
            ? Encoding.ASCII.GetString(head[(slash + 1)..])
            : null;
    }

    private bool TakeUevents(HashSet<string> changed)
    {
        if (_uevents is null)
        {
            return false;
        }

        var complete = true;
        while (true)
        {
            var count = Libc.Read(_uevents, _buffer);
            if (count > 0)
            {
                if (NameIn(_buffer.AsSpan(0, count)) is { } name)
                {
                    changed.Add(name);
                }
            }
            else if (SystemErrors.Last == Errno.ENOBUFS)
            {
                complete = false;
            }
            else
            {
                return complete;
            }
        }
    }

    private bool TakeWrites(HashSet<string> changed)
    {
        if (_writes is null)
        {
            return false;
        }

        var complete = true;
        for (int count; (count = Libc.Read(_writes, _buffer)) >= EventHeader;)
        {
            for (var rest = _buffer.AsSpan(0, count); rest.Length >= EventHeader;)
            {
                var watch = BinaryPrimitives.ReadInt32LittleEndian(rest);
                var mask = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
                complete &= (mask & QueueOverflow) == 0;
                if (_watches.TryGetValue(watch, out var name))
                {
                    changed.Add(name);
                }

                if ((mask & Ignored) != 0)
                {
                    _watches.Remove(watch);
                }

                rest = rest[(EventHeader + (int)BinaryPrimitives.ReadUInt32LittleEndian(rest[12..]))..];
            }
        }

        return complete;
    }
}

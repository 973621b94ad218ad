using System.Buffers.Binary;
using Google.Protobuf;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Inotify;

/// <summary>A queue of the kernel's events.</summary>
internal sealed class WatchQueue : IDisposable
{
    private const int EventHeader = 16;

    // As many events as one reply has room for.
    private const int MaxBytes = 4 << 20;
    private const int BufferSize = 64 * 1024;

    private readonly SafeFileHandle _queue = Libc.NewInotify() ?? throw OperationFailedException.FromLast("watching files");

    /// <summary>Watches a file or directory. One that is watched already keeps its number.</summary>
    /// <exception cref="OperationFailedException">EINVAL: there are no events in the mask.</exception>
    public int Add(SafeFileHandle file, GuestPath path, uint mask)
    {
        var watch = Libc.AddWatch(_queue, file, mask);
        return watch >= 0 ? watch : throw OperationFailedException.FromLast($"watching {path}");
    }

    /// <exception cref="OperationFailedException">EINVAL: there is no such watch.</exception>
    public void Remove(int watch)
    {
        if (!Libc.RemoveWatch(_queue, watch))
        {
            throw OperationFailedException.FromLast($"watch {watch}");
        }
    }

    /// <summary>Takes events from the queue, all of them unless they are very many. Does not wait.</summary>
    public List<InotifyEvent> Read()
    {
        var events = new List<InotifyEvent>();
        var buffer = new byte[BufferSize];
        for (var bytes = 0; bytes < MaxBytes;)
        {
            var count = Libc.Read(_queue, buffer);
            if (count <= 0)
            {
                if (count < 0 && SystemErrors.Last != Errno.EAGAIN)
                {
                    throw OperationFailedException.FromLast("reading events");
                }

                break;
            }

            bytes += count;
            Parse(buffer.AsSpan(0, count), events);
        }

        return events;
    }

    public void Dispose() => _queue.Dispose();

    // The kernel never splits an event.
    private static void Parse(ReadOnlySpan<byte> bytes, List<InotifyEvent> events)
    {
        while (bytes.Length >= EventHeader)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]);
            events.Add(new InotifyEvent
            {
                InWd = BinaryPrimitives.ReadInt32LittleEndian(bytes),
                InMask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]),
                InCookie = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]),
                InName = ByteString.CopyFrom(bytes.Slice(EventHeader, length).TrimEnd((byte)0)),
            });
            bytes = bytes[(EventHeader + length)..];
        }
    }
}

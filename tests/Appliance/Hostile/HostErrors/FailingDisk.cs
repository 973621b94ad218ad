using System.Buffers.Binary;
using System.Net.Sockets;

namespace GuestCtl.Appliance.Tests.Hostile.HostErrors;

/// <summary>A disk in memory behind a socket, which answers reads and writes with errors when it is told to: an NBD server of the smallest kind.</summary>
internal sealed class FailingDisk : IAsyncDisposable
{
    private const ulong OptionMagic = 0x49484156454F5054;
    private const ulong OptionReplyMagic = 0x3e889045565a9;
    private const uint SimpleReplyMagic = 0x67446698;
    private const uint Go = 7;
    private const uint Acknowledged = 1;
    private const uint Info = 3;
    private const uint Unsupported = 0x80000001;
    private const ushort HasFlagsAndFlush = 5;
    private const int MostData = 32 << 20;

    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _tasks = [];
    private readonly byte[] _content;

    public FailingDisk(int size)
    {
        _content = new byte[size];
        _listener.Bind(new UnixDomainSocketEndPoint(_directory["disk"]));
        // For QEMU, which does not run as root where the tests do.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_directory["disk"], (UnixFileMode)0b110_110_110);
        }

        _listener.Listen();
        _tasks.Add(AcceptAsync());
    }

    private enum Command : ushort
    {
        Read = 0,
        Write = 1,
        Disconnect = 2,
        Flush = 3,
    }

    /// <summary>Where it listens, in the words of add_drive.</summary>
    public string Server => $"unix:{_directory["disk"]}";

    /// <summary>The errno that reads get; 0 when they succeed.</summary>
    public int ReadError { get; set; }

    /// <summary>The errno that writes and flushes get; 0 when they succeed.</summary>
    public int WriteError { get; set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        foreach (var task in _tasks)
        {
            // A peer that is gone, or the cancellation.
            await task.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        _end.Dispose();
        _directory.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var socket = await _listener.AcceptAsync(_end.Token);
            _tasks.Add(ServeAsync(new NetworkStream(socket, ownsSocket: true)));
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        await using (stream)
        {
            await stream.WriteAsync("NBDMAGICIHAVEOPT\0\u0003"u8.ToArray(), _end.Token);
            await ReadAsync(stream, 4);
            while (await AgreeAsync(stream) != Go)
            {
            }

            while (await AnswerAsync(stream))
            {
            }
        }
    }

    // One option of the beginning: only that to begin is known.
    private async Task<uint> AgreeAsync(NetworkStream stream)
    {
        var head = await ReadAsync(stream, 16);
        Assert.Equal(OptionMagic, BinaryPrimitives.ReadUInt64BigEndian(head));
        var option = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(8));
        await ReadAsync(stream, BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(12)));
        if (option != Go)
        {
            await ReplyAsync(option, Unsupported, []);
            return option;
        }

        var export = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(export.AsSpan(2), _content.Length);
        BinaryPrimitives.WriteUInt16BigEndian(export.AsSpan(10), HasFlagsAndFlush);
        await ReplyAsync(option, Info, export);
        await ReplyAsync(option, Acknowledged, []);
        return option;

        async Task ReplyAsync(uint to, uint type, byte[] data)
        {
            var reply = new byte[20];
            BinaryPrimitives.WriteUInt64BigEndian(reply, OptionReplyMagic);
            BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(8), to);
            BinaryPrimitives.WriteUInt32BigEndian(reply.AsSpan(12), type);
            BinaryPrimitives.WriteInt32BigEndian(reply.AsSpan(16), data.Length);
            await stream.WriteAsync((byte[])[.. reply, .. data], _end.Token);
        }
    }

    private async Task<bool> AnswerAsync(NetworkStream stream)
    {
        var head = await ReadAsync(stream, 28);
        var command = (Command)BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(6));
        var offset = BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(16));
        var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(24));
        Assert.InRange(length, 0, MostData);
        var data = command == Command.Write ? await ReadAsync(stream, length) : [];
        var error = command == Command.Read ? ReadError : WriteError;
        if (error == 0)
        {
            data.CopyTo(_content, offset);
        }

        var reply = new byte[16];
        BinaryPrimitives.WriteUInt32BigEndian(reply, SimpleReplyMagic);
        BinaryPrimitives.WriteInt32BigEndian(reply.AsSpan(4), error);
        head.AsSpan(8, 8).CopyTo(reply.AsSpan(8));
        if (command != Command.Disconnect)
        {
            await stream.WriteAsync(reply, _end.Token);
            await stream.WriteAsync(command == Command.Read && error == 0 ? _content.AsMemory((int)offset, length) : default, _end.Token);
        }

        return command != Command.Disconnect;
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, _end.Token);
        return bytes;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files.Naming;

/// <summary>Many names or paths, packed tightly because an image decides how many there are.</summary>
/// <param name="what">Whose names they are, for messages.</param>
/// <param name="maxBytes">The most memory they may take.</param>
internal sealed class NameList(string what, long maxBytes)
{
    private const int BlockSize = 1 << 20;
    private const int BatchBytes = 64 * 1024;
    private const int BatchNames = 1024;

    private readonly List<byte[]> _blocks = [];
    private readonly List<Slice> _names = [];
    private int _used = BlockSize;
    private long _bytes;

    /// <summary>A list that may take a quarter of the appliance's memory.</summary>
    public NameList(string what)
        : this(what, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4)
    {
    }

    /// <summary>Whose names they are.</summary>
    public string What => what;

    public int Count => _names.Count;

    public ReadOnlySpan<byte> this[int index] => Span(_names[index]);

    /// <summary>Takes a name in.</summary>
    /// <exception cref="OperationFailedException">There are too many.</exception>
    public void Add(ReadOnlySpan<byte> name)
    {
        _bytes += name.Length + Marshal.SizeOf<Slice>();
        if (_bytes > maxBytes)
        {
            throw new OperationFailedException($"{what}: there are too many names to sort them in {maxBytes} bytes of memory: raise memsize, or use find0", Errno.ENOMEM);
        }

        if (_used + name.Length > BlockSize)
        {
            _blocks.Add(new byte[Math.Max(BlockSize, name.Length)]);
            _used = 0;
        }

        name.CopyTo(_blocks[^1].AsSpan(_used));
        _names.Add(new Slice(_blocks.Count - 1, _used, name.Length, 0));
        _used += name.Length;
    }

    /// <summary>Sorts by the value of the bytes, from an index on. Most comparisons are those of the eight bytes that follow what all names begin with.</summary>
    public void Sort(int from = 0)
    {
        var names = CollectionsMarshal.AsSpan(_names)[from..];
        var common = CommonPrefix(names);
        foreach (ref var name in names)
        {
            name = name with { Key = Key(Span(name)[common..]) };
        }

        names.Sort((a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : Span(a).SequenceCompareTo(Span(b)));
    }

    /// <summary>Sends the names as lists of strings.</summary>
    public async Task SendListAsync(IServerStreamWriter<StringListReply> responseStream, CancellationToken cancellationToken)
    {
        var batch = new StringListReply();
        var bytes = 0;
        foreach (var name in _names)
        {
            batch.Values.Add(ByteString.CopyFrom(Span(name)));
            bytes += name.Length;
            if (bytes >= BatchBytes || batch.Values.Count >= BatchNames)
            {
                await responseStream.WriteAsync(batch, cancellationToken);
                (batch, bytes) = (new StringListReply(), 0);
            }
        }

        await responseStream.WriteAsync(batch, cancellationToken);
    }

    /// <summary>Sends the names, each ended by a zero byte.</summary>
    public async Task SendTerminatedAsync(IServerStreamWriter<Chunk> responseStream, CancellationToken cancellationToken)
    {
        var chunks = new NameChunks(responseStream, cancellationToken);
        foreach (var name in _names)
        {
            if (chunks.Add(Span(name)))
            {
                await chunks.FlushAsync();
            }
        }

        await chunks.FlushAsync();
    }

    private ReadOnlySpan<byte> Span(Slice name) => _blocks[name.Block].AsSpan(name.Start, name.Length);

    private static ulong Key(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64BigEndian(name);
        }

        Span<byte> padded = stackalloc byte[sizeof(ulong)];
        padded.Clear();
        name.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }

    private int CommonPrefix(ReadOnlySpan<Slice> names)
    {
        var common = names.IsEmpty ? 0 : names[0].Length;
        for (var i = 1; i < names.Length && common > 0; i++)
        {
            common = Span(names[0])[..common].CommonPrefixLength(Span(names[i]));
        }

        return common;
    }

    private readonly record struct Slice(int Block, int Start, int Length, ulong Key);
}

using System.Buffers;
using System.Globalization;
using System.Text;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Archives.Initrd;

/// <summary>Reads cpio archives that follow each other in a stream, as the kernel does it: newc, with or without checksums.</summary>
internal sealed class CpioReader(Stream stream, string source)
{
    private const int HeaderSize = 110;
    private const int FieldSize = 8;
    private const int MagicSize = 6;
    private const int Alignment = 4;
    private const uint MaxName = 4096;

    private readonly byte[] _header = new byte[HeaderSize];
    private long _position;

    /// <summary>What is there instead of an archive, after <see cref="NextAsync"/> has returned null: empty at the end of the stream.</summary>
    public byte[] Rest { get; private set; } = [];

    /// <summary>Whether these bytes begin an archive.</summary>
    public static bool IsArchive(ReadOnlySpan<byte> bytes) => bytes.StartsWith("070701"u8) || bytes.StartsWith("070702"u8);

    /// <summary>Goes to the next file. The content of the last one has been read or skipped.</summary>
    /// <exception cref="OperationFailedException">The archive is damaged.</exception>
    public async Task<CpioEntry?> NextAsync(CancellationToken cancellationToken)
    {
        // Zeroes fill the space between two archives.
        int first;
        do
        {
            first = await ReadAsync(_header.AsMemory(0, 1), cancellationToken) == 0 ? -1 : _header[0];
        }
        while (first == 0);
        if (first < 0)
        {
            return null;
        }

        var magic = 1 + await ReadAsync(_header.AsMemory(1, MagicSize - 1), cancellationToken);
        if (!IsArchive(_header.AsSpan(0, magic)))
        {
            Rest = _header[..magic];
            return null;
        }

        if (await ReadAsync(_header.AsMemory(MagicSize), cancellationToken) < HeaderSize - MagicSize)
        {
            throw Damaged("it ends within a header");
        }

        var nameSize = Field(11);
        if (nameSize is 0 or > MaxName)
        {
            throw Damaged("a name in it has an impossible length");
        }

        var name = new byte[nameSize];
        if (await ReadAsync(name, cancellationToken) < name.Length)
        {
            throw Damaged("it ends within a name");
        }

        await AlignAsync(cancellationToken);
        var entry = new CpioEntry(name[..^1], Field(1), (Field(0), Field(7), Field(8)), Field(4), Field(6));
        if (entry.IsTrailer)
        {
            // The next archive counts from here.
            _position = 0;
        }

        return entry;
    }

    /// <summary>Passes the content of the file on.</summary>
    public async Task ReadContentAsync(CpioEntry entry, Action<ReadOnlyMemory<byte>>? content, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FrameLimits.ChunkSize);
        try
        {
            for (long left = entry.Size; left > 0;)
            {
                var count = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancellationToken);
                if (count == 0)
                {
                    throw Damaged($"it ends within {GuestText.Decode(entry.Name)}");
                }

                content?.Invoke(buffer.AsMemory(0, count));
                left -= count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        await AlignAsync(cancellationToken);
    }

    private OperationFailedException Damaged(string how) => new($"{source}: the archive is damaged: {how}", Errno.EIO);

    private uint Field(int index)
        => uint.TryParse(
            Encoding.ASCII.GetString(_header, MagicSize + (index * FieldSize), FieldSize), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Damaged("a header in it has something else than numbers");

    private async Task AlignAsync(CancellationToken cancellationToken)
    {
        var padding = (int)(-_position & (Alignment - 1));
        await ReadAsync(new byte[padding], cancellationToken);
    }

    private async Task<int> ReadAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        var count = await stream.ReadAtLeastAsync(target, target.Length, throwOnEndOfStream: false, cancellationToken);
        _position += count;
        return count;
    }
}

using System.Globalization;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Protocol.Tar;

/// <summary>Reads a tar archive from a stream, one member after another. Unlike the one of .NET it keeps names that are not UTF-8,
/// knows files with holes, and bounds the headers before it allocates. Content passes through one buffer. The daemon and the host
/// library both read archives of strangers with it.</summary>
internal sealed class TarReader(Stream stream)
{
    // Room for the longest attributes, of 64 KiB each, and for any name.
    private const long MaxHeader = 4 << 20;

    private const int MaxRanges = 1 << 20;

    private readonly byte[] _buffer = new byte[FrameLimits.ChunkSize];
    private readonly List<KeyValuePair<string, byte[]>> _global = [];
    private int _next;
    private int _end;
    private bool _started;
    private long _content;
    private int _padding;
    private byte[] _name = "its first header"u8.ToArray();

    /// <summary>Moves to the next member; null at the end of the archive.</summary>
    /// <exception cref="InvalidDataException">This is not a tar archive, or it is cut off.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellationToken)
    {
        await SkipContentAsync(cancellationToken).ConfigureAwait(false);
        List<KeyValuePair<string, byte[]>>? records = null;
        byte[]? longName = null;
        byte[]? longLink = null;
        var taken = 0L;
        while (await ReadHeaderAsync(cancellationToken).ConfigureAwait(false))
        {
            // Counted together: many small ones before one member take as much memory as a large one.
            if (Header.Type is 'x' or 'g' or 'L' or 'K')
            {
                CheckHeaders(taken + _content);
                taken += TarHeader.Size + _content;
            }

            switch (Header.Type)
            {
                case 'x':
                    (records ??= []).AddRange(PaxRecords.Parse(await ReadTextAsync(cancellationToken).ConfigureAwait(false)));
                    break;
                case 'g':
                    _global.Clear();
                    _global.AddRange(PaxRecords.Parse(await ReadTextAsync(cancellationToken).ConfigureAwait(false)));
                    break;
                case 'L':
                    longName = UpToZero(await ReadTextAsync(cancellationToken).ConfigureAwait(false));
                    break;
                case 'K':
                    longLink = UpToZero(await ReadTextAsync(cancellationToken).ConfigureAwait(false));
                    break;
                default:
                    return await CreateAsync(longName, longLink, records, cancellationToken).ConfigureAwait(false);
            }
        }

        return records is null && longName is null && longLink is null ? null : throw CutOff();
    }

    /// <summary>The next bytes of the member's content; empty at its end. They are valid until the next call.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadContentAsync(CancellationToken cancellationToken)
    {
        return _content == 0 || _next < _end ? new(TakeContent()) : FillAndTakeAsync(cancellationToken);

        async ValueTask<ReadOnlyMemory<byte>> FillAndTakeAsync(CancellationToken token)
            => await FillAsync(1, token).ConfigureAwait(false) ? TakeContent() : throw CutOff();
    }

    private ReadOnlyMemory<byte> TakeContent()
    {
        var count = (int)Math.Min(_content, _end - _next);
        var part = _buffer.AsMemory(_next, count);
        (_next, _content) = (_next + count, _content - count);
        return part;
    }

    /// <summary>Reads what follows the archive, so that whoever sends it is not kept waiting.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await stream.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }

    private TarHeader Header => new(_buffer.AsSpan(_next - TarHeader.Size, TarHeader.Size));

    private static byte[] UpToZero(byte[] text) => text.AsSpan().IndexOf((byte)0) is var end and >= 0 ? text[..end] : text;

    // False at the end of the archive: a block of zeros, or the end of the stream where a header might begin.
    private async ValueTask<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(TarHeader.Size, cancellationToken).ConfigureAwait(false))
        {
            return _started && _end == _next
                ? false
                : throw (_started ? CutOff() : new InvalidDataException("this does not look like a tar archive: it has no header"));
        }

        _next += TarHeader.Size;
        if (Header.IsZero)
        {
            return false;
        }

        if (!Header.HasValidChecksum)
        {
            throw new InvalidDataException(_started
                ? $"the archive is damaged: what follows {GuestText.Decode(_name)} is not a header"
                : "this does not look like a tar archive: the checksum of its first header is wrong");
        }

        _started = true;
        SetContent(Header.StoredSize);
        return true;
    }

    private async ValueTask<TarEntry> CreateAsync(
        byte[]? longName, byte[]? longLink, List<KeyValuePair<string, byte[]>>? records, CancellationToken cancellationToken)
    {
        var isOldSparse = Header.Type == 'S';
        var entry = Header.Read();
        entry.Name = longName ?? entry.Name;
        entry.LinkName = longLink ?? entry.LinkName;
        var more = false;
        if (isOldSparse)
        {
            entry.Map = [];
            (entry.Size, more) = Header.ReadSparse(entry.Map);
        }

        if (records is not null || _global.Count > 0)
        {
            PaxRecords.Apply(_global.Concat(records ?? []), entry);
        }

        _name = entry.Name;
        while (more)
        {
            more = await ReadMoreRangesAsync(entry.Map!, cancellationToken).ConfigureAwait(false);
        }

        // The content of a link or directory is not for its file, but it is there to be skipped.
        SetContent(entry.StoredSize);
        if (entry.Map is { Count: 0 } && !isOldSparse)
        {
            await ReadMapAsync(entry.Map, cancellationToken).ConfigureAwait(false);
        }

        SparseMap.Check(entry, _content);
        return entry;
    }

    private async ValueTask<bool> ReadMoreRangesAsync(List<(long, long)> map, CancellationToken cancellationToken)
    {
        if (!await FillAsync(TarHeader.Size, cancellationToken).ConfigureAwait(false))
        {
            throw CutOff();
        }

        TarHeader.AddRanges(_buffer.AsSpan(_next, 504), map);
        var more = _buffer[_next + 504] != 0;
        _next += TarHeader.Size;
        return map.Count <= MaxRanges ? more : throw TooManyRanges();
    }

    // Lines of decimal numbers at the start of the content: how many ranges there are, then offset and length of each.
    private async ValueTask ReadMapAsync(List<(long, long)> map, CancellationToken cancellationToken)
    {
        var before = _content;
        var count = await ReadNumberAsync(cancellationToken).ConfigureAwait(false);
        if (count > MaxRanges)
        {
            throw TooManyRanges();
        }

        for (var i = 0L; i < count; i++)
        {
            map.Add((await ReadNumberAsync(cancellationToken).ConfigureAwait(false), await ReadNumberAsync(cancellationToken).ConfigureAwait(false)));
        }

        for (var rest = PaddingOf(before - _content); rest > 0;)
        {
            var part = await ReadContentAsync(cancellationToken).ConfigureAwait(false);
            var surplus = part.Length - Math.Min(rest, part.Length);
            (_next, _content) = (_next - surplus, _content + surplus);
            rest -= part.Length - surplus;
            if (part.IsEmpty)
            {
                throw CutOff();
            }
        }
    }

    private async ValueTask<long> ReadNumberAsync(CancellationToken cancellationToken)
    {
        var digits = "";
        while (true)
        {
            if (_content == 0 || (_next == _end && !await FillAsync(1, cancellationToken).ConfigureAwait(false)) || digits.Length > 19)
            {
                throw new InvalidDataException($"the archive has a malformed map of holes in {GuestText.Decode(_name)}");
            }

            var next = (char)_buffer[_next++];
            _content--;
            if (next == '\n')
            {
                return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number
                    : throw new InvalidDataException($"the archive has a malformed map of holes in {GuestText.Decode(_name)}");
            }

            digits += next;
        }
    }

    private static void CheckHeaders(long bytes)
    {
        if (bytes is < 0 or > MaxHeader)
        {
            throw new InvalidDataException($"the archive has a header of {bytes} bytes: at most {MaxHeader} are taken");
        }
    }

    private async ValueTask<byte[]> ReadTextAsync(CancellationToken cancellationToken)
    {
        var text = new MemoryStream((int)_content);
        while (await ReadContentAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } part)
        {
            text.Write(part.Span);
        }

        await SkipContentAsync(cancellationToken).ConfigureAwait(false);
        return text.ToArray();
    }

    // Most often all of it was taken, and the padding is in the buffer.
    private ValueTask SkipContentAsync(CancellationToken cancellationToken)
    {
        if (_content > 0 || _end - _next < _padding)
        {
            return SkipFurtherAsync(cancellationToken);
        }

        (_next, _padding) = (_next + _padding, 0);
        return default;
    }

    private async ValueTask SkipFurtherAsync(CancellationToken cancellationToken)
    {
        while (!(await ReadContentAsync(cancellationToken).ConfigureAwait(false)).IsEmpty)
        {
        }

        if (!await FillAsync(_padding, cancellationToken).ConfigureAwait(false))
        {
            throw CutOff();
        }

        (_next, _padding) = (_next + _padding, 0);
    }

    private void SetContent(long size)
    {
        _content = size >= 0 ? size : throw new InvalidDataException("the archive has a negative size");
        _padding = PaddingOf(size);
    }

    private static int PaddingOf(long size) => (int)(-size & (TarHeader.Size - 1));

    private ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
        => _end - _next >= count ? new(true) : ReadOnAsync(count, cancellationToken);

    private async ValueTask<bool> ReadOnAsync(int count, CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_next.._end).CopyTo(_buffer);
        (_next, _end) = (0, _end - _next);
        while (_end < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }

    private InvalidDataException CutOff() => new InvalidDataException($"the archive is cut off in {GuestText.Decode(_name)}");

    private InvalidDataException TooManyRanges() => new InvalidDataException($"the archive has more than {MaxRanges} holes in {GuestText.Decode(_name)}");
}

using System.Text;

namespace GuestCtl.Copying;

/// <summary>
/// Passes a tar archive on without its devices and pipes. An image from a stranger could otherwise plant a device file that gives
/// everybody the host's disk, when root copies a directory out.
/// </summary>
internal sealed class TarFilter(Stream output, Action<string> skipped) : Stream
{
    private const int BlockSize = 512;

    private readonly byte[] _block = new byte[BlockSize];
    private readonly List<byte[]> _heldBack = [];
    private int _filled;
    private long _contentBlocks;
    private bool _holding;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            // The content of files, which is nearly all, passes through in one piece.
            if (_filled == 0 && _contentBlocks > 0 && !_holding && buffer.Length >= BlockSize)
            {
                var whole = (int)Math.Min(_contentBlocks, buffer.Length / BlockSize);
                await output.WriteAsync(buffer[..(whole * BlockSize)], cancellationToken).ConfigureAwait(false);
                _contentBlocks -= whole;
                buffer = buffer[(whole * BlockSize)..];
                continue;
            }

            var taken = Math.Min(BlockSize - _filled, buffer.Length);
            buffer[..taken].CopyTo(_block.AsMemory(_filled));
            buffer = buffer[taken..];
            _filled += taken;
            if (_filled == BlockSize)
            {
                _filled = 0;
                await PassBlockAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override void Flush() => output.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private static long ReadSize(ReadOnlySpan<byte> field)
    {
        long size = 0;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var digit in field[4..])
            {
                size = (size << 8) | digit;
            }

            return size < 0 ? throw Damaged() : size;
        }

        foreach (var digit in field)
        {
            if (digit is >= (byte)'0' and <= (byte)'7')
            {
                size = (size << 3) | (uint)(digit - '0');
            }
            else if (digit is not ((byte)' ' or 0))
            {
                throw Damaged();
            }
        }

        return size;
    }

    private static InvalidDataException Damaged() => new("the archive that the guest sent is damaged");

    private async Task PassBlockAsync(CancellationToken cancellation)
    {
        if (_contentBlocks > 0)
        {
            _contentBlocks--;
            await HoldOrPassAsync(cancellation).ConfigureAwait(false);
            return;
        }

        var type = (char)_block[156];
        // A file's long name and its attributes come in entries of their own before it.
        _holding = type is 'x' or 'L' or 'K';
        if (type is '3' or '4' or '6')
        {
            _heldBack.Clear();
            skipped(Encoding.UTF8.GetString(_block.AsSpan(0, 100)).TrimEnd('\0'));
            return;
        }

        _contentBlocks = type is '1' or '2' or '5' ? 0 : (ReadSize(_block.AsSpan(124, 12)) + BlockSize - 1) / BlockSize;
        await HoldOrPassAsync(cancellation).ConfigureAwait(false);
    }

    private async Task HoldOrPassAsync(CancellationToken cancellation)
    {
        if (_holding)
        {
            // Names and attributes are small; an archive without end of them is an attack.
            if (_heldBack.Count > 4096)
            {
                throw Damaged();
            }

            _heldBack.Add(_block.ToArray());
            return;
        }

        foreach (var held in _heldBack)
        {
            await output.WriteAsync(held, cancellation).ConfigureAwait(false);
        }

        _heldBack.Clear();
        await output.WriteAsync(_block, cancellation).ConfigureAwait(false);
    }
}

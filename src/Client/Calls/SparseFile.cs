namespace GuestCtl.Calls;

/// <summary>A new file of the host. What is written and is all zero becomes a hole.</summary>
internal sealed class SparseFile : Stream
{
    private readonly FileStream _file;

    private SparseFile(FileStream file) => _file = file;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _file.Position;
        set => throw new NotSupportedException();
    }

    /// <summary>Wraps an empty file; null for what cannot have holes, such as a pipe, or would keep its old content in them, such as a device.</summary>
    public static SparseFile? TryWrap(FileStream file)
    {
        try
        {
            if (!file.CanSeek)
            {
                return null;
            }

            // The length of a device cannot be set.
            file.SetLength(1);
            file.SetLength(0);
            return new SparseFile(file);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Span.ContainsAnyExcept((byte)0))
        {
            await _file.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _file.Seek(buffer.Length, SeekOrigin.Current);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => _file.Write(buffer, offset, count);

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // A hole at the end only counts when the length says so, also after a transfer that failed.
    protected override void Dispose(bool disposing)
    {
        if (disposing && _file.Position > _file.Length)
        {
            _file.SetLength(_file.Position);
        }

        base.Dispose(disposing);
    }
}

using GuestCtl.Protocol.Text;

namespace GuestCtl.Cli.Shell.Output;

/// <summary>
/// What the commands print. It goes out at the end of each command at the latest, so that it keeps its place among what
/// the programs of the host and the errors write. Like the buffer of a C program it notes that nobody reads, and says so when asked.
/// </summary>
internal sealed class ShellOutput(Stream standard) : Stream
{
    private const int BufferSize = 64 * 1024;

    private readonly MemoryStream _buffer = new();
    private Stream _target = standard;
    private IOException? _failure;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Why something could not be written since it was asked last; null if all was.</summary>
    public IOException? TakeFailure()
    {
        Flush();
        var failure = _failure;
        _failure = null;
        return failure;
    }

    /// <summary>Sends what follows elsewhere, until the returned action is called.</summary>
    public Action Redirect(Stream target)
    {
        Flush();
        var before = _target;
        _target = target;
        return () =>
        {
            Flush();
            _target = before;
        };
    }

    public void Text(string text) => Write(GuestText.Encode(text));

    public void Line(string text)
    {
        Text(text);
        Write("\n"u8);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _buffer.Write(buffer);
        if (_buffer.Length >= BufferSize)
        {
            Flush();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>For downloads: these end at once when nobody reads.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return _failure is null ? ValueTask.CompletedTask : ValueTask.FromException(_failure);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        try
        {
            _target.Write(_buffer.GetBuffer(), 0, (int)_buffer.Length);
            _target.Flush();
        }
        catch (IOException e)
        {
            _failure = e;
        }

        _buffer.SetLength(0);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

using System.IO.Pipelines;

namespace GuestCtl.Client.Tests.Qemu.Qmp;

/// <summary>Two streams in memory: what is written to one is read from the other.</summary>
internal sealed class PairedStream : Stream
{
    private readonly Stream _read;
    private readonly Stream _write;

    private PairedStream(PipeReader read, PipeWriter write)
    {
        _read = read.AsStream();
        _write = write.AsStream();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public static (PairedStream A, PairedStream B) Create()
    {
        var (one, two) = (new Pipe(), new Pipe());
        return (new PairedStream(one.Reader, two.Writer), new PairedStream(two.Reader, one.Writer));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _read.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _write.WriteAsync(buffer, cancellationToken);
        await _write.FlushAsync(cancellationToken);
    }

    public override int Read(byte[] buffer, int offset, int count) => _read.Read(buffer, offset, count);

    public override void Write(byte[] buffer, int offset, int count) => _write.Write(buffer, offset, count);

    public override void Flush() => _write.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _write.Dispose();
        _read.Dispose();
        base.Dispose(disposing);
    }
}

namespace GuestCtl.Cli.Shell.Host;

/// <summary>A file that is made, or emptied, only when something is written to it: a download that fails before leaves it as it was.</summary>
internal sealed class LazyFile(string path) : Stream
{
    private FileStream? _file;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes the file if nothing was written: what was downloaded is empty.</summary>
    /// <exception cref="IOException">It cannot be made; the message is all that is to be said.</exception>
    public void Complete() => Open();

    /// <exception cref="IOException">It cannot be made or written; the message is all that is to be said.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var file = Open();
        try
        {
            file.Write(buffer);
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: write: {HostErrors.Reason(e)}", e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private FileStream Open()
    {
        try
        {
            return _file ??= new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new IOException($"{path}: {(Directory.Exists(path) ? "Is a directory" : path.Length == 0 ? "No such file or directory" : HostErrors.Reason(e))}", e);
        }
    }
}

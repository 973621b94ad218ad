namespace GuestCtl.Appliance.Tests.Hostile;

/// <summary>A source of zeros, and a sink of anything, that tells when data moves.</summary>
/// <param name="length">How much the source has.</param>
/// <param name="holds">Whether the rest waits for <see cref="GoOn"/>.</param>
internal sealed class MovingStream(long length, bool holds = false) : Stream
{
    // Far more than what is on the way when nothing moves at the other end.
    private const long Moving = 8 << 20;

    private readonly TaskCompletionSource _moves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new(!holds);
    private long _moved;

    /// <summary>Completes when data has begun to flow.</summary>
    public Task Moves => _moves.Task;

    /// <summary>Lets the rest flow.</summary>
    public void GoOn() => _open.Set();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position { get => _moved; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, length - _moved);
        buffer.AsSpan(offset, count).Clear();
        Count(count);
        return count;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Count(count);

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Count(int count)
    {
        _moved += count;
        if (_moved > Moving)
        {
            _moves.TrySetResult();
            _open.Wait();
        }
    }
}

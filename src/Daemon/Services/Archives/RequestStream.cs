using Google.Protobuf;
using Grpc.Core;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>The chunks of a request as a stream to read.</summary>
/// <param name="requests">The request, at its first message.</param>
/// <param name="data">The chunk of a message.</param>
internal sealed class RequestStream<TRequest>(IAsyncStreamReader<TRequest> requests, Func<TRequest, ByteString> data) : Stream
    where TRequest : class
{
    private ReadOnlyMemory<byte> _rest = data(requests.Current).Memory;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_rest.IsEmpty)
        {
            if (!await requests.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                return 0;
            }

            _rest = data(requests.Current).Memory;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

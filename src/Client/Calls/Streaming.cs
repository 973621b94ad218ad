using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Calls;

/// <summary>Calls whose argument or result goes in parts.</summary>
internal static class Streaming
{
    /// <summary>Sends a file of the host.</summary>
    public static async Task<TReply> SendAsync<TRequest, TReply>(
        GuestFs handle,
        AsyncClientStreamingCall<TRequest, TReply> call,
        TRequest first,
        Func<TRequest> next,
        string file,
        Action<TRequest, ByteString> setPart,
        CancellationToken cancellationToken)
        where TRequest : class
    {
        FileStream source;
        try
        {
            source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            call.Dispose();
            throw HostFileError.Create(file, "read", e);
        }

        await using (source.ConfigureAwait(false))
        {
            return await SendAsync(handle, call, first, next, source, setPart, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a stream of the caller's, from its position to its end.</summary>
    public static async Task<TReply> SendAsync<TRequest, TReply>(
        GuestFs handle,
        AsyncClientStreamingCall<TRequest, TReply> call,
        TRequest first,
        Func<TRequest> next,
        Stream source,
        Action<TRequest, ByteString> setPart,
        CancellationToken cancellationToken)
        where TRequest : class
    {
        using (call)
        {
            var progress = handle.StartProgress(source.CanSeek ? source.Length - source.Position : 0);
            var request = first;
            var buffer = new byte[FrameLimits.ChunkSize];
            try
            {
                while (true)
                {
                    var count = await source.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                    setPart(request, UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)));
                    if (count > 0 || request == first)
                    {
                        await call.RequestStream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
                        progress.Advance(count);
                    }

                    if (count < buffer.Length)
                    {
                        break;
                    }

                    request = next();
                }

                await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            }
            catch (RpcException)
            {
                // The daemon ended the call early: the reply says why.
            }

            var reply = await call.ResponseAsync.ConfigureAwait(false);
            progress.Finish();
            return reply;
        }
    }

    /// <summary>Sends bytes of the caller's.</summary>
    public static Task<TReply> SendAsync<TRequest, TReply>(
        GuestFs handle,
        AsyncClientStreamingCall<TRequest, TReply> call,
        TRequest first,
        Func<TRequest> next,
        ReadOnlyMemory<byte> content,
        Action<TRequest, ByteString> setPart,
        CancellationToken cancellationToken)
        where TRequest : class
        => SendAsync(handle, call, first, next, new MemoryContent(content), setPart, cancellationToken);

    /// <summary>Receives into a file of the host, which is created or overwritten. A failed transfer leaves what arrived.</summary>
    public static async Task ReceiveFileAsync(GuestFs handle, AsyncServerStreamingCall<Chunk> call, string file, CancellationToken cancellationToken)
    {
        FileStream destination;
        try
        {
            destination = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            call.Dispose();
            throw HostFileError.Create(file, "written", e);
        }

        await using (destination.ConfigureAwait(false))
        {
            using var sparse = SparseFile.TryWrap(destination);
            await ReceiveFileAsync(handle, call, sparse ?? (Stream)destination, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Receives into a stream of the caller's.</summary>
    public static async Task ReceiveFileAsync(GuestFs handle, AsyncServerStreamingCall<Chunk> call, Stream destination, CancellationToken cancellationToken)
    {
        using (call)
        {
            var progress = handle.StartProgress(0);
            while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                var chunk = call.ResponseStream.Current;
                progress.Expect(chunk.Total);
                await destination.WriteAsync(chunk.Data.Memory, cancellationToken).ConfigureAwait(false);
                progress.Advance(chunk.Data.Length);
            }

            progress.Finish();
        }
    }

    public static async Task<byte[]> ReceiveBytesAsync<TPart>(
        AsyncServerStreamingCall<TPart> call, Func<TPart, ByteString> data, CancellationToken cancellationToken)
    {
        using (call)
        {
            return (await ReceiveAsync(call, data, cancellationToken).ConfigureAwait(false)).ToArray();
        }
    }

    public static async Task<string> ReceiveTextAsync<TPart>(
        AsyncServerStreamingCall<TPart> call, Func<TPart, ByteString> data, CancellationToken cancellationToken)
    {
        using (call)
        {
            var bytes = await ReceiveAsync(call, data, cancellationToken).ConfigureAwait(false);
            return Protocol.Text.GuestText.Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
    }

    /// <summary>Hands on each part, until there are no more or none is wanted.</summary>
    public static async Task EachAsync<TPart>(AsyncServerStreamingCall<TPart> call, Func<TPart, bool> each)
    {
        using (call)
        {
            while (await call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false) && each(call.ResponseStream.Current))
            {
            }
        }
    }

    // Whoever made the call limits what comes: ReplyLimit.
    private static async Task<MemoryStream> ReceiveAsync<TPart>(
        AsyncServerStreamingCall<TPart> call, Func<TPart, ByteString> data, CancellationToken cancellationToken)
    {
        var bytes = new MemoryStream();
        while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            bytes.Write(data(call.ResponseStream.Current).Span);
        }

        return bytes;
    }

    public static async Task<T[]> ReceiveListAsync<TPart, T>(
        AsyncServerStreamingCall<TPart> call, Action<TPart, List<T>> add, CancellationToken cancellationToken)
    {
        using (call)
        {
            var list = new List<T>();
            while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
            {
                add(call.ResponseStream.Current, list);
            }

            return [.. list];
        }
    }

    public static Task<string[]> ReceiveListAsync<TPart>(
        AsyncServerStreamingCall<TPart> call, Action<TPart, List<string>> add, CancellationToken cancellationToken)
        => ReceiveListAsync<TPart, string>(call, add, cancellationToken);
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files.Bulk;

/// <summary>Carries the content of open files over streams, one chunk in memory at a time.</summary>
internal static class Content
{
    /// <summary>Sends a file from its position to its end, or at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="OperationFailedException">The file cannot be read.</exception>
    public static async Task SendAsync<TPart>(
        SafeFileHandle file,
        string name,
        IServerStreamWriter<TPart> responseStream,
        Func<ByteString, TPart> part,
        CancellationToken cancellationToken,
        long limit = long.MaxValue)
    {
        Libc.AdviseSequential(file);
        using var reader = new LongReader(file);
        while (limit > 0)
        {
            if (!reader.Next(limit, out var chunk))
            {
                throw OperationFailedException.FromLast(name);
            }

            if (chunk.IsEmpty)
            {
                break;
            }

            limit -= chunk.Length;

            // The message is written out before this returns, so the bytes may change then.
            await responseStream.WriteAsync(part(UnsafeByteOperations.UnsafeWrap(chunk)), cancellationToken);
        }
    }

    /// <summary>Writes what arrives to the file that the first message names.</summary>
    /// <exception cref="OperationFailedException">The file cannot be opened or written.</exception>
    public static async Task ReceiveAsync<TRequest>(
        IAsyncStreamReader<TRequest> requestStream,
        Func<TRequest, ByteString> data,
        Func<TRequest, ContentTarget> open,
        CancellationToken cancellationToken)
        where TRequest : class
    {
        if (!await requestStream.MoveNext(cancellationToken))
        {
            throw OperationFailedException.Invalid("no arguments arrived");
        }

        using var target = open(requestStream.Current);
        using var writer = new LongWriter(target.File);
        do
        {
            if (!writer.Write(data(requestStream.Current).Span))
            {
                throw OperationFailedException.FromLast(target.Name);
            }
        }
        while (await requestStream.MoveNext(cancellationToken));
        if (!writer.Complete())
        {
            throw OperationFailedException.FromLast(target.Name);
        }

        if (target.Device is { } device)
        {
            PartitionScan.Follow(device, target.File);
        }
    }
}

/// <summary>An open file that is being written.</summary>
/// <param name="File">The file, at the position where the content goes.</param>
/// <param name="Name">What the caller calls it.</param>
/// <param name="Device">The device that it is; null for a file.</param>
internal sealed record ContentTarget(SafeFileHandle File, string Name, BlockDevice? Device = null) : IDisposable
{
    public void Dispose() => File.Dispose();
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override async Task<Nothing> Upload(IAsyncStreamReader<UploadRequest> requestStream, ServerCallContext context)
    {
        await Content.ReceiveAsync(
            requestStream,
            static request => request.Filename,
            request => Target(DeviceOrPath.Parse(request.RemoteFilename), OpenFlags.Truncate),
            context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> UploadOffset(IAsyncStreamReader<UploadOffsetRequest> requestStream, ServerCallContext context)
    {
        await Content.ReceiveAsync(
            requestStream,
            static request => request.Filename,
            request => Seek(
                request.Offset < 0 ? throw Negative("offset", request.Offset) : Target(DeviceOrPath.Parse(request.RemoteFilename), 0),
                request.Offset),
            context.CancellationToken);
        return new Nothing();
    }

    public override async Task Download(DownloadRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var path = DeviceOrPath.Parse(request.RemoteFilename);
        using var file = path.Open(root, OpenFlags.ReadOnly);
        await Content.SendAsync(file, path.ToString(), responseStream, Chunks(file, 0, long.MaxValue), context.CancellationToken);
    }

    public override async Task DownloadOffset(DownloadOffsetRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        if (request.Offset < 0 || request.Size < 0)
        {
            throw request.Offset < 0 ? Negative("offset", request.Offset) : Negative("size", request.Size);
        }

        var path = DeviceOrPath.Parse(request.RemoteFilename);
        using var file = Seek(new ContentTarget(path.Open(root, OpenFlags.ReadOnly), path.ToString()), request.Offset);
        await Content.SendAsync(
            file.File, file.Name, responseStream, Chunks(file.File, request.Offset, request.Size), context.CancellationToken, request.Size);
    }

    public override Task<Nothing> Sync(NoArguments request, ServerCallContext context)
    {
        WriteOut.All();
        return Reply.Nothing;
    }

    // The first one says how long all are together.
    private static Func<ByteString, Chunk> Chunks(SafeFileHandle file, long offset, long limit)
    {
        var total = Math.Clamp(Libc.Seek(file, 0, Libc.SeekEnd) - offset, 0, limit);
        Libc.Seek(file, offset, Libc.SeekSet);
        return data =>
        {
            var chunk = new Chunk { Data = data, Total = total };
            total = 0;
            return chunk;
        };
    }

    private ContentTarget Target(DeviceOrPath path, OpenFlags flags)
        => new(path.Open(root, OpenFlags.WriteOnly | OpenFlags.Create | flags), path.ToString(), path.Device);

    private static ContentTarget Seek(ContentTarget target, long offset)
    {
        if (Libc.Seek(target.File, offset, Libc.SeekSet) >= 0)
        {
            return target;
        }

        var error = OperationFailedException.FromLast(target.Name);
        target.Dispose();
        throw error;
    }
}

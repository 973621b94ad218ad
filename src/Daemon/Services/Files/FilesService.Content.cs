using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    // One message, with room for what is around the bytes in it.
    private const int MaxRead = FrameLimits.MaxPayload - 4096;

    public override async Task Cat(CatRequest request, IServerStreamWriter<StringPart> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        await Content.SendAsync(file, path.ToString(), responseStream, static data => new StringPart { Data = data }, context.CancellationToken);
    }

    public override async Task ReadFile(ReadFileRequest request, IServerStreamWriter<BytesPart> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        await Content.SendAsync(file, path.ToString(), responseStream, static data => new BytesPart { Data = data }, context.CancellationToken);
    }

    public override async Task ReadLines(ReadLinesRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        await LineReader.SendAsync(file, path.ToString(), responseStream, context.CancellationToken);
    }

    public override async Task<Nothing> Write(IAsyncStreamReader<WriteRequest> requestStream, ServerCallContext context)
    {
        await Content.ReceiveAsync(
            requestStream,
            static request => request.Content,
            request => Target(request.Path, OpenFlags.Truncate),
            context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> WriteAppend(IAsyncStreamReader<WriteAppendRequest> requestStream, ServerCallContext context)
    {
        await Content.ReceiveAsync(
            requestStream,
            static request => request.Content,
            request => Target(request.Path, OpenFlags.Append),
            context.CancellationToken);
        return new Nothing();
    }

    public override Task<BytesReply> Pread(PreadRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        if (request.Count < 0 || request.Offset < 0)
        {
            throw request.Count < 0 ? Negative("count", request.Count) : Negative("offset", request.Offset);
        }

        if (request.Count > MaxRead)
        {
            throw new OperationFailedException($"{path}: cannot read {request.Count} bytes at once: {MaxRead} is the most that one message holds", Errno.EMSGSIZE);
        }

        if (request.Offset > long.MaxValue - request.Count)
        {
            throw OperationFailedException.FromErrno(path.ToString(), Errno.EINVAL);
        }

        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        var length = Math.Min(request.Count, Math.Max(0, (Libc.Stat(file, out var status) ? (long)status.Size : 0) - request.Offset));
        var buffer = new byte[length];
        var count = Libc.ReadAt(file, buffer, request.Offset);
        return count < 0
            ? throw OperationFailedException.FromLast(path.ToString())
            : Task.FromResult(new BytesReply { Value = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) });
    }

    public override Task<IntReply> Pwrite(PwriteRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        if (request.Offset < 0)
        {
            throw Negative("offset", request.Offset);
        }

        using var file = root.OpenContent(path, OpenFlags.WriteOnly);
        return Libc.WriteAt(file, request.Content.Span, request.Offset)
            ? Reply.Of(request.Content.Length)
            : throw OperationFailedException.FromLast(path.ToString());
    }

    public override Task<Nothing> Truncate(TruncateRequest request, ServerCallContext context)
    {
        using var file = root.OpenContent(GuestPath.Parse(request.Path), OpenFlags.WriteOnly | OpenFlags.Truncate);
        return Reply.Nothing;
    }

    public override Task<Nothing> TruncateSize(TruncateSizeRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        if (request.Size < 0)
        {
            throw Negative("size", request.Size);
        }

        using var file = root.OpenContent(path, OpenFlags.WriteOnly);
        return Libc.Truncate(file, request.Size) ? Reply.Nothing : throw OperationFailedException.FromLast(path.ToString());
    }

    private ContentTarget Target(ByteString argument, OpenFlags flags)
    {
        var path = GuestPath.Parse(argument);
        return new ContentTarget(root.OpenContent(path, OpenFlags.WriteOnly | OpenFlags.Create | flags), path.ToString());
    }
}

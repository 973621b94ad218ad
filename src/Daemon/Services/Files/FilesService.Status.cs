using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Naming;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const int StatusesPerMessage = 256;

    public override Task<Stat> Stat(StatRequest request, ServerCallContext context)
        => Task.FromResult(StatusReply.Seconds(StatusOf(request.Path, followLinks: true)));

    public override Task<Stat> Lstat(LstatRequest request, ServerCallContext context)
        => Task.FromResult(StatusReply.Seconds(StatusOf(request.Path, followLinks: false)));

    public override Task<Statns> Statns(StatnsRequest request, ServerCallContext context)
        => Task.FromResult(StatusReply.Nanoseconds(StatusOf(request.Path, followLinks: true)));

    public override Task<Statns> Lstatns(LstatnsRequest request, ServerCallContext context)
        => Task.FromResult(StatusReply.Nanoseconds(StatusOf(request.Path, followLinks: false)));

    public override Task<Int64Reply> Filesize(FilesizeRequest request, ServerCallContext context)
        => Reply.Of((long)StatusOf(request.File, followLinks: true).Size);

    public override async Task Lstatnslist(LstatnslistRequest request, IServerStreamWriter<StatnsList> responseStream, ServerCallContext context)
    {
        using var names = new NamesInDirectory(root, request.Path, request.Names);
        foreach (var batch in request.Names.Chunk(StatusesPerMessage))
        {
            await responseStream.WriteAsync(
                new StatnsList { Values = { batch.Select(name => names.Status(name) is { } s ? StatusReply.Nanoseconds(s) : new Statns { StIno = -1 }) } },
                context.CancellationToken);
        }
    }

    public override async Task Lstatlist(LstatlistRequest request, IServerStreamWriter<StatList> responseStream, ServerCallContext context)
    {
        using var names = new NamesInDirectory(root, request.Path, request.Names);
        foreach (var batch in request.Names.Chunk(StatusesPerMessage))
        {
            await responseStream.WriteAsync(
                new StatList { Values = { batch.Select(name => names.Status(name) is { } s ? StatusReply.Seconds(s) : new Stat { Ino = -1 }) } },
                context.CancellationToken);
        }
    }

    public override Task<Statvfs> Statvfs(StatvfsRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.Open(path, OpenFlags.Path);
        return Libc.StatFileSystem(file, out var status)
            ? Task.FromResult(StatusReply.FileSystem(status))
            : throw OperationFailedException.FromLast(path.ToString());
    }

    private Libc.Statx StatusOf(ByteString argument, bool followLinks)
    {
        var path = GuestPath.Parse(argument);
        return root.TryStat(path, followLinks) ?? throw OperationFailedException.FromLast(path.ToString());
    }
}

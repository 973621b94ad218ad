using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override Task<BoolReply> Exists(ExistsRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, followLinks: false) is not null);

    public override Task<BoolReply> IsFile(IsFileRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.Regular);

    public override Task<BoolReply> IsDir(IsDirRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.Directory);

    public override Task<BoolReply> IsChardev(IsChardevRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.CharacterDevice);

    public override Task<BoolReply> IsBlockdev(IsBlockdevRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.BlockDevice);

    public override Task<BoolReply> IsFifo(IsFifoRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.Fifo);

    public override Task<BoolReply> IsSymlink(IsSymlinkRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, followLinks: false) == FileType.SymbolicLink);

    public override Task<BoolReply> IsSocket(IsSocketRequest request, ServerCallContext context)
        => Reply.Of(TypeOf(request.Path, request.FollowSymlinks) == FileType.Socket);

    // Null when nothing is there. Anything else that keeps us from knowing, such as a loop of links, is an error.
    private FileType? TypeOf(ByteString argument, bool followLinks)
    {
        var path = GuestPath.Parse(argument);
        if (root.TryStat(path, followLinks) is { } status)
        {
            return status.Type;
        }

        return SystemErrors.Last is Errno.ENOENT or Errno.ENOTDIR ? null : throw OperationFailedException.FromLast(path.ToString());
    }
}

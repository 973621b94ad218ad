using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>What ext file systems keep with their files, and lost+found.</summary>
internal sealed partial class FilesystemsService
{
    private static readonly byte[] LostAndFound = "lost+found"u8.ToArray();

    private delegate bool Getter(SafeFileHandle file, out uint value);

    public override Task<StringReply> GetE2attrs(GetE2attrsRequest request, ServerCallContext context)
    {
        using var file = OpenInode(request.File, out _);
        return Reply.Of(InodeFlags.Format(Get(file, request.File, Libc.GetInodeFlags)));
    }

    public override Task<Nothing> SetE2attrs(SetE2attrsRequest request, ServerCallContext context)
    {
        var change = InodeFlags.Parse(GuestText.Decode(request.Attrs));
        using var file = OpenInode(request.File, out var type);
        var old = Get(file, request.File, Libc.GetInodeFlags);
        var flags = request.Clear ? old & ~change : old | change;
        flags &= type == FileType.Directory ? uint.MaxValue : ~InodeFlags.DirectorySync;
        return Libc.SetInodeFlags(file, flags) ? Reply.Nothing : throw Failure(request.File);
    }

    public override Task<Int64Reply> GetE2generation(GetE2generationRequest request, ServerCallContext context)
    {
        using var file = OpenInode(request.File, out _);
        return Reply.Of((long)Get(file, request.File, Libc.GetInodeGeneration));
    }

    public override Task<Nothing> SetE2generation(SetE2generationRequest request, ServerCallContext context)
    {
        using var file = OpenInode(request.File, out _);
        return request.Generation is < 0 or > uint.MaxValue ? throw OperationFailedException.Invalid($"generation: {request.Generation} is not a number of 32 bits")
            : Libc.SetInodeGeneration(file, (uint)request.Generation) ? Reply.Nothing
            : throw Failure(request.File);
    }

    public override async Task<Nothing> MklostAndFound(MklostAndFoundRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Mountpoint);
        using var directory = root.Open(path, OpenFlags.Path | OpenFlags.Directory);
        using (var old = Libc.Openat(directory, LostAndFound, OpenFlags.Path | OpenFlags.NoFollow))
        {
            if (old is not null)
            {
                throw OperationFailedException.FromErrno(path.Append(LostAndFound).ToString(), Errno.EEXIST);
            }
        }

        // The tool has no argument for the directory.
        await FilesystemTool.RunAsync("env", ["-C", directory.ToolPath(), "mklost+found"], context.CancellationToken);
        return new Nothing();
    }

    private SafeFileHandle OpenInode(ByteString argument, out FileType type)
    {
        var path = GuestPath.Parse(argument);
        using var found = root.Open(path, OpenFlags.Path | OpenFlags.NoFollow);
        if (!Libc.Stat(found, out var status))
        {
            throw OperationFailedException.FromLast(path.ToString());
        }

        type = status.Type;
        return type is FileType.Regular or FileType.Directory
            ? Libc.Open(found.ToolPath(), OpenFlags.ReadOnly | OpenFlags.NonBlock) ?? throw OperationFailedException.FromLast(path.ToString())
            : throw new OperationFailedException($"{path}: is {GuestFile.Describe(type)}, and only regular files and directories have attributes", Errno.EOPNOTSUPP);
    }

    private static uint Get(SafeFileHandle file, ByteString path, Getter get) => get(file, out var value) ? value : throw Failure(path);

    private static OperationFailedException Failure(ByteString path)
        => SystemErrors.Last is Errno.ENOTTY or Errno.EOPNOTSUPP
            ? new OperationFailedException($"{GuestText.Decode(path)}: the file system does not have that for this file", Errno.EOPNOTSUPP)
            : OperationFailedException.FromLast(GuestText.Decode(path));
}

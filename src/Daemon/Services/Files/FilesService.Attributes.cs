using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const uint NewFileMode = 0x1b6; // 0666, less the umask 022

    public override Task<Nothing> Touch(TouchRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        if (root.TryStat(path, followLinks: false) is not { } status)
        {
            using var created = Errno.Last == Errno.ENOENT
                ? root.Open(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.NoFollow | OpenFlags.NonBlock, NewFileMode)
                : throw OperationFailedException.FromLast(path.ToString());
            return Reply.Nothing;
        }

        if (status.Type != FileType.Regular)
        {
            throw OperationFailedException.Invalid($"{path}: is {GuestFile.Describe(status.Type)}: touch can only be used on a regular file");
        }

        using var entry = root.OpenEntry(path);
        var now = new Libc.Timespec(0, Libc.UtimeNow);
        entry.Check(Libc.SetTimes(entry.Directory, entry.Name, now, now, Libc.AtSymlinkNoFollow));
        return Reply.Nothing;
    }

    public override Task<Nothing> Chmod(ChmodRequest request, ServerCallContext context)
    {
        if (request.Mode < 0)
        {
            throw Negative("mode", request.Mode);
        }

        var path = GuestPath.Parse(request.Path);
        using var file = root.Open(path, OpenFlags.Path);
        return Libc.ChangeMode(file, System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{Libc.Fd(file)}"), (uint)request.Mode & 0xfff)
            ? Reply.Nothing
            : throw OperationFailedException.FromLast(path.ToString());
    }

    public override Task<Nothing> Chown(ChownRequest request, ServerCallContext context)
        => ChangeOwner(GuestPath.Parse(request.Path), OpenFlags.Path, request.Owner, request.Group);

    public override Task<Nothing> Lchown(LchownRequest request, ServerCallContext context)
        => ChangeOwner(GuestPath.Parse(request.Path), OpenFlags.Path | OpenFlags.NoFollow, request.Owner, request.Group);

    private Task<Nothing> ChangeOwner(GuestPath path, OpenFlags flags, int owner, int group)
    {
        using var file = root.Open(path, flags);
        return Libc.ChangeOwner(file, [], (uint)owner, (uint)group, Libc.AtEmptyPath)
            ? Reply.Nothing
            : throw OperationFailedException.FromLast(path.ToString());
    }
}

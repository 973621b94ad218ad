using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Attributes;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const uint NewFileMode = 0x1b6; // 0666, less the umask 022

    public override Task<Nothing> Touch(TouchRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        if (root.TryStat(path, followLinks: false) is not { } status)
        {
            using var created = SystemErrors.Last == Errno.ENOENT
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
        return ChangeMode(file, (uint)request.Mode & 0xfff)
            ? Reply.Nothing
            : throw OperationFailedException.FromLast(path.ToString());
    }

    public override Task<Nothing> Chown(ChownRequest request, ServerCallContext context)
        => ChangeOwner(GuestPath.Parse(request.Path), OpenFlags.Path, request.Owner, request.Group);

    public override Task<Nothing> Lchown(LchownRequest request, ServerCallContext context)
        => ChangeOwner(GuestPath.Parse(request.Path), OpenFlags.Path | OpenFlags.NoFollow, request.Owner, request.Group);

    public override Task<Nothing> Utimens(UtimensRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        var (access, modification) = (Time(request.Atsecs, request.Atnsecs), Time(request.Mtsecs, request.Mtnsecs));
        using var file = root.Open(path, OpenFlags.Path | OpenFlags.NoFollow);
        return Libc.SetTimes(file, [], access, modification, Libc.AtEmptyPath) ? Reply.Nothing : throw OperationFailedException.FromLast(path.ToString());
    }

    public override Task<Nothing> CopyAttributes(CopyAttributesRequest request, ServerCallContext context)
    {
        var (from, to) = (GuestPath.Parse(request.Src), GuestPath.Parse(request.Dest));
        using var source = root.Open(from, OpenFlags.Path);
        using var target = root.Open(to, OpenFlags.Path);
        if (!Libc.Stat(source, out var status))
        {
            throw OperationFailedException.FromLast(from.ToString());
        }

        // What is said of one kind goes before what is said of all.
        var ownership = request.HasOwnership ? request.Ownership : request.All;
        var mode = request.HasMode ? request.Mode : request.All;
        var xattributes = request.HasXattributes ? request.Xattributes : request.All;

        // The owner first: a change of it clears permissions and capabilities.
        if (ownership && !Libc.ChangeOwner(target, [], status.Uid, status.Gid, Libc.AtEmptyPath))
        {
            throw OperationFailedException.FromLast(to.ToString());
        }

        if (mode && !ChangeMode(target, status.Mode & 0xfffu))
        {
            throw OperationFailedException.FromLast(to.ToString());
        }

        if (xattributes)
        {
            foreach (var attribute in ExtendedAttributes.Read(source) ?? throw OperationFailedException.FromLast(from.ToString()))
            {
                if (!Libc.SetXattr(target, attribute.Attrname.Span, attribute.Attrval.Span))
                {
                    throw OperationFailedException.FromLast($"{to}: {GuestCtl.Protocol.Text.GuestText.Decode(attribute.Attrname)}");
                }
            }
        }

        return Reply.Nothing;
    }

    private static bool ChangeMode(SafeFileHandle file, uint mode)
        => Libc.ChangeMode(file, System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{Libc.Fd(file)}"), mode);

    private static Libc.Timespec Time(long seconds, long nanoseconds) => nanoseconds switch
    {
        -1 => new(0, Libc.UtimeNow),
        -2 => new(0, Libc.UtimeOmit),
        >= 0 and < 1_000_000_000 => new(seconds, nanoseconds),
        _ => throw OperationFailedException.Invalid($"nanoseconds are {nanoseconds}, but must be -1, -2 or between 0 and 999999999"),
    };

    private Task<Nothing> ChangeOwner(GuestPath path, OpenFlags flags, int owner, int group)
    {
        using var file = root.Open(path, flags);
        return Libc.ChangeOwner(file, [], (uint)owner, (uint)group, Libc.AtEmptyPath)
            ? Reply.Nothing
            : throw OperationFailedException.FromLast(path.ToString());
    }
}

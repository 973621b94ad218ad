using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override Task<Nothing> Rm(RmRequest request, ServerCallContext context)
    {
        using var entry = Doomed(request.Path, Errno.EISDIR);
        entry.Check(Libc.Unlink(entry.Directory, entry.Name));
        return Reply.Nothing;
    }

    public override Task<Nothing> RmF(RmFRequest request, ServerCallContext context)
    {
        if (TryDoomed(request.Path, Errno.EISDIR) is { } entry)
        {
            using (entry)
            {
                entry.Check(Libc.Unlink(entry.Directory, entry.Name) || Errno.Last == Errno.ENOENT);
            }
        }

        return Reply.Nothing;
    }

    public override Task<Nothing> RmRf(RmRfRequest request, ServerCallContext context)
    {
        if (TryDoomed(request.Path, Errno.EBUSY, Errno.ENOTDIR) is { } entry)
        {
            using (entry)
            {
                TreeRemover.Remove(entry, context.CancellationToken);
            }
        }

        return Reply.Nothing;
    }

    public override Task<Nothing> Rmdir(RmdirRequest request, ServerCallContext context)
    {
        using var entry = Doomed(request.Path, Errno.EBUSY);
        entry.Check(Libc.Unlink(entry.Directory, entry.Name, Libc.AtRemoveDir));
        return Reply.Nothing;
    }

    // Null when the directory that should hold the name does not exist, or with the other error given.
    private Entry? TryDoomed(ByteString argument, int errorOfRoot, int harmless = Errno.ENOENT)
    {
        try
        {
            return Doomed(argument, errorOfRoot);
        }
        catch (OperationFailedException e) when (e.Errno == Errno.ENOENT || e.Errno == harmless)
        {
            return null;
        }
    }

    private Entry Doomed(ByteString argument, int errorOfRoot)
    {
        var path = GuestPath.Parse(argument);
        if (path.Split().Name.Length == 0)
        {
            throw OperationFailedException.FromErrno(path.ToString(), errorOfRoot);
        }

        // A slash at the end asks for a directory; a link to one is not meant to go.
        var entry = root.OpenEntry(path);
        if (path.Bytes[^1] == (byte)'/'
            && Libc.Stat(entry.Directory, entry.Name, Libc.AtSymlinkNoFollow, out var status)
            && status.Type != FileType.Directory)
        {
            entry.Dispose();
            throw OperationFailedException.FromErrno(path.ToString(), Errno.ENOTDIR);
        }

        return entry;
    }
}

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
                entry.Check(Libc.Unlink(entry.Directory, entry.Name) || SystemErrors.Last == Errno.ENOENT);
            }
        }

        return Reply.Nothing;
    }

    public override Task<Nothing> RmRf(RmRfRequest request, ServerCallContext context)
    {
        if (TryDoomed(request.Path, harmless: Errno.ENOTDIR) is { } entry)
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
        using var entry = Doomed(request.Path);
        entry.Check(Libc.Unlink(entry.Directory, entry.Name, Libc.AtRemoveDir));
        return Reply.Nothing;
    }

    // Null when the directory that should hold the name does not exist, or with the other error given.
    private Entry? TryDoomed(ByteString argument, int? errorOfNoName = null, int harmless = Errno.ENOENT)
    {
        try
        {
            return Doomed(argument, errorOfNoName);
        }
        catch (OperationFailedException e) when (e.Errno == Errno.ENOENT || e.Errno == harmless)
        {
            return null;
        }
    }

    private Entry Doomed(ByteString argument, int? errorOfNoName = null)
    {
        // A slash at the end asks for a directory; a link to one is not meant to go.
        var entry = root.OpenEntry(GuestPath.Parse(argument), errorOfNoName);
        if (entry.IsNamedAsDirectory
            && Libc.Stat(entry.Directory, entry.Name, Libc.AtSymlinkNoFollow, out var status)
            && status.Type != FileType.Directory)
        {
            entry.Dispose();
            throw OperationFailedException.FromErrno(entry.Path.ToString(), Errno.ENOTDIR);
        }

        return entry;
    }
}

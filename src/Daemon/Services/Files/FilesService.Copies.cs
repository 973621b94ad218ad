using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Copy;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override Task<Nothing> Rename(RenameRequest request, ServerCallContext context)
    {
        using var from = root.OpenEntry(GuestPath.Parse(request.OldPath), Errno.EBUSY);
        using var to = root.OpenEntry(GuestPath.Parse(request.NewPath), Errno.EBUSY);
        if (Libc.Stat(from.Directory, from.Name, Libc.AtSymlinkNoFollow, out var status))
        {
            from.CheckKind(status.Type);
            to.CheckKind(status.Type);
        }

        return Libc.Rename(from.Directory, from.Name, to.Directory, to.Name)
            ? Reply.Nothing
            : throw OperationFailedException.FromLast(from.Path.ToString(), to.Path.ToString());
    }

    public override Task<Nothing> Mv(MvRequest request, ServerCallContext context)
    {
        using var from = root.OpenEntry(GuestPath.Parse(request.Src));
        using var to = root.OpenDestination(GuestPath.Parse(request.Dest), from.Path.Bytes);
        Move.Run(from, to, context.CancellationToken);
        return Reply.Nothing;
    }

    public override Task<Nothing> Cp(CpRequest request, ServerCallContext context)
    {
        var source = GuestPath.Parse(request.Src);
        using var from = root.OpenContent(source, OpenFlags.ReadOnly);
        using var entry = root.OpenDestination(GuestPath.Parse(request.Dest), source.Bytes);
        entry.CheckKind(FileType.Regular);
        using var to = OpenCopy(entry, Ancestry.StatusOf(from, source.ToString()));
        FileCopy.Run(from, to, source.ToString(), entry.Path.ToString(), context.CancellationToken);
        return Reply.Nothing;
    }

    public override Task<Nothing> CpA(CpARequest request, ServerCallContext context)
        => CopyTree(request.Src, request.Dest, keepAttributes: true, context.CancellationToken);

    public override Task<Nothing> CpR(CpRRequest request, ServerCallContext context)
        => CopyTree(request.Src, request.Dest, keepAttributes: false, context.CancellationToken);

    private Task<Nothing> CopyTree(ByteString source, ByteString destination, bool keepAttributes, CancellationToken cancellationToken)
    {
        using var from = root.OpenSource(GuestPath.Parse(source));
        using var to = root.OpenDestination(GuestPath.Parse(destination), from.Path.Bytes);
        var copier = new TreeCopier(keepAttributes, cancellationToken);
        copier.Copy(from, to);
        return copier.Failure is null ? Reply.Nothing : throw copier.Failure;
    }

    // A link in the place of the copy is followed within the guest, as long as it leads to a file.
    private SafeFileHandle OpenCopy(Entry entry, Libc.Statx original)
    {
        using var existing = root.TryOpen(entry.Path, OpenFlags.Path);
        if (existing is null)
        {
            const OpenFlags create = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Exclusive;
            entry.Check(SystemErrors.Last == Errno.ENOENT);
            return Libc.Openat(entry.Directory, entry.Name, create, original.Mode & 0x1ffu) ?? throw OperationFailedException.FromLast(entry.Path.ToString());
        }

        var status = Ancestry.StatusOf(existing, entry.Path.ToString());
        return status.Dev == original.Dev && status.Inode == original.Inode
            ? throw OperationFailedException.Invalid($"{entry.Path}: is the same file as the one that is copied")
            : GuestFile.Reopen(existing, entry.Path.ToString(), OpenFlags.WriteOnly | OpenFlags.Truncate);
    }
}

using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Naming;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const int NamesPerMessage = 1024;

    public override Task<Nothing> Ln(LnRequest request, ServerCallContext context) => HardLink(request.Target, request.LinkName, replace: false);

    public override Task<Nothing> LnF(LnFRequest request, ServerCallContext context) => HardLink(request.Target, request.LinkName, replace: true);

    public override Task<Nothing> LnS(LnSRequest request, ServerCallContext context) => SymbolicLink(request.Target, request.LinkName, replace: false);

    public override Task<Nothing> LnSf(LnSfRequest request, ServerCallContext context) => SymbolicLink(request.Target, request.LinkName, replace: true);

    public override Task<StringReply> Readlink(ReadlinkRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var link = root.Open(path, OpenFlags.Path | OpenFlags.NoFollow);

        // The kernel says ENOENT of an empty path that is not a link.
        return Libc.Stat(link, out var status) && status.Type != FileType.SymbolicLink
            ? throw OperationFailedException.FromErrno(path.ToString(), Errno.EINVAL)
            : Reply.Of(Libc.ReadLink(link, []) ?? throw OperationFailedException.FromLast(path.ToString()));
    }

    public override async Task Readlinklist(ReadlinklistRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        using var names = new NamesInDirectory(root, request.Path, request.Names);
        foreach (var batch in request.Names.Chunk(NamesPerMessage))
        {
            await responseStream.WriteAsync(new StringListReply { Values = { batch.Select(names.LinkTarget) } }, context.CancellationToken);
        }
    }

    public override Task<StringReply> Realpath(RealpathRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        using var file = root.Open(path, OpenFlags.Path);
        return Reply.Of(root.PathOf(file) ?? throw OperationFailedException.FromErrno(path.ToString(), Errno.ENAMETOOLONG));
    }

    private Task<Nothing> HardLink(ByteString target, ByteString name, bool replace)
    {
        using var from = root.OpenEntry(GuestPath.Parse(target));
        using var to = root.OpenEntry(GuestPath.Parse(name), Errno.EEXIST);
        Replacement.Make(to, replace, (directory, newName) => Libc.Link(from.Directory, from.Name, directory, newName), $"{from.Path} to {to.Path}");
        return Reply.Nothing;
    }

    private Task<Nothing> SymbolicLink(ByteString target, ByteString name, bool replace)
    {
        if (target.Span.Contains((byte)0))
        {
            throw OperationFailedException.Invalid("the target of a link cannot contain a zero byte");
        }

        using var link = root.OpenDestination(GuestPath.Parse(name), target.Span);
        Replacement.Make(link, replace, (directory, newName) => Libc.SymbolicLink(target.Span, directory, newName), link.Path.ToString());
        return Reply.Nothing;
    }
}

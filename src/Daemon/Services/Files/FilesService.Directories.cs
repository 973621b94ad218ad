using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Naming;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const uint NewDirectoryMode = 0x1ff; // 0777, less the umask 022
    private const int EntriesPerMessage = 512;

    public override Task<Nothing> Mkdir(MkdirRequest request, ServerCallContext context)
        => MakeDirectory(GuestPath.Parse(request.Path), NewDirectoryMode);

    public override Task<Nothing> MkdirMode(MkdirModeRequest request, ServerCallContext context)
        => request.Mode < 0 ? throw Negative("mode", request.Mode) : MakeDirectory(GuestPath.Parse(request.Path), (uint)request.Mode & 0xfff);

    public override Task<Nothing> MkdirP(MkdirPRequest request, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Path);
        for (var end = 1; end <= path.Bytes.Length; end++)
        {
            if (end < path.Bytes.Length && path.Bytes[end] != (byte)'/')
            {
                continue;
            }

            var prefix = GuestPath.Parse(ByteString.CopyFrom(path.Bytes[..end]));
            if (root.TryStat(prefix, followLinks: true) is { } status)
            {
                if (status.Type != FileType.Directory)
                {
                    throw OperationFailedException.FromErrno(path.ToString(), Errno.ENOTDIR);
                }

                continue;
            }

            if (SystemErrors.Last != Errno.ENOENT)
            {
                throw OperationFailedException.FromLast(path.ToString());
            }

            using var entry = root.OpenEntry(prefix);
            entry.Check(Libc.MakeDirectory(entry.Directory, entry.Name, NewDirectoryMode));
        }

        return Reply.Nothing;
    }

    public override async Task Ls(LsRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => await SortedNames(request.Directory, context.CancellationToken).SendListAsync(responseStream, context.CancellationToken);

    public override async Task Ls0(Ls0Request request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
        => await SortedNames(request.Dir, context.CancellationToken).SendTerminatedAsync(responseStream, context.CancellationToken);

    public override async Task Readdir(ReaddirRequest request, IServerStreamWriter<DirentList> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Dir);
        using var directory = root.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        using var reader = new DirectoryReader(directory, path.ToString());
        var batch = new DirentList();
        while (reader.Next())
        {
            batch.Values.Add(new Dirent { Ino = (long)reader.Inode, Ftyp = Letter(reader.Type), Name = ByteString.CopyFrom(reader.Name) });
            if (batch.Values.Count == EntriesPerMessage)
            {
                await responseStream.WriteAsync(batch, context.CancellationToken);
                batch = new DirentList();
            }
        }

        await responseStream.WriteAsync(batch, context.CancellationToken);
    }

    private Task<Nothing> MakeDirectory(GuestPath path, uint mode)
    {
        using var entry = root.OpenEntry(path, Errno.EEXIST);
        entry.Check(Libc.MakeDirectory(entry.Directory, entry.Name, mode));
        return Reply.Nothing;
    }

    private NameList SortedNames(ByteString argument, CancellationToken cancellationToken)
    {
        var path = GuestPath.Parse(argument);
        using var directory = root.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory);
        using var reader = new DirectoryReader(directory, path.ToString());
        var names = new NameList(path.ToString());
        while (reader.NextName())
        {
            cancellationToken.ThrowIfCancellationRequested();
            names.Add(reader.Name);
        }

        names.Sort();
        return names;
    }

    private static char Letter(EntryType type) => type switch
    {
        EntryType.BlockDevice => 'b',
        EntryType.CharacterDevice => 'c',
        EntryType.Directory => 'd',
        EntryType.Fifo => 'f',
        EntryType.SymbolicLink => 'l',
        EntryType.Regular => 'r',
        EntryType.Socket => 's',
        _ => 'u',
    };
}

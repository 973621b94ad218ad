using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Globbing;
using GuestCtl.Daemon.Services.Files.Naming;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    // No path is longer.
    private const int MaxPattern = 4096;

    public override async Task Find(FindRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Directory);
        var names = new NameList(path.ToString());
        using (var walk = OpenWalk(path))
        {
            var found = new FoundName(path);
            while (NextFound(walk, context.CancellationToken))
            {
                names.Add(found.Of(walk));
            }
        }

        names.Sort();
        await names.SendListAsync(responseStream, context.CancellationToken);
    }

    public override async Task Find0(Find0Request request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Directory);
        var chunks = new NameChunks(responseStream, context.CancellationToken);
        using var walk = OpenWalk(path);
        var found = new FoundName(path);
        while (NextFound(walk, context.CancellationToken))
        {
            if (chunks.Add(found.Of(walk)))
            {
                await chunks.FlushAsync();
            }
        }

        await chunks.FlushAsync();
    }

    public override async Task GlobExpand(GlobExpandRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var pattern = GuestPath.Parse(request.Pattern);
        if (pattern.Bytes.Length > MaxPattern)
        {
            throw OperationFailedException.FromErrno($"a pattern of {pattern.Bytes.Length} bytes", Errno.ENAMETOOLONG);
        }

        var names = new NameList(pattern.ToString());
        foreach (var alternative in Braces.Expand(pattern.Bytes.ToArray()))
        {
            var from = names.Count;
            new GlobWalk(root, alternative, !request.HasDirectorySlash || request.DirectorySlash, names, context.CancellationToken).Run();
            names.Sort(from);
        }

        await names.SendListAsync(responseStream, context.CancellationToken);
    }

    private TreeWalk OpenWalk(GuestPath path)
        => new(root.Open(path, OpenFlags.ReadOnly | OpenFlags.Directory), path.ToString());

    // Moves to the next entry, having gone into the last one if it is a directory.
    private static bool NextFound(TreeWalk walk, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (walk.IsAtEntry && walk.Type is (EntryType.Directory or EntryType.Unknown))
        {
            walk.TryEnter();
        }

        while (walk.Next())
        {
            if (!walk.IsLeaving)
            {
                return true;
            }
        }

        return false;
    }

    // What follows the directory as it was given.
    private sealed class FoundName(GuestPath directory)
    {
        private readonly bool _needsSlash = directory.Bytes[^1] != (byte)'/';
        private byte[] _buffer = [(byte)'/', 0];

        public ReadOnlySpan<byte> Of(TreeWalk walk)
        {
            if (!_needsSlash)
            {
                return walk.Path;
            }

            if (_buffer.Length <= walk.Path.Length)
            {
                Array.Resize(ref _buffer, walk.Path.Length * 2);
            }

            walk.Path.CopyTo(_buffer.AsSpan(1));
            return _buffer.AsSpan(0, walk.Path.Length + 1);
        }
    }
}

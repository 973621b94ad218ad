using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Archives.Tar;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Directory trees as archives.</summary>
internal sealed class ArchivesService(GuestRoot root) : Protocol.Api.Archives.ArchivesBase
{
    public override async Task<Nothing> TarIn(IAsyncStreamReader<TarInRequest> requestStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
        {
            throw OperationFailedException.Invalid("no arguments arrived");
        }

        var request = requestStream.Current;
        var compression = Compression.Parse(request.Compress);
        var options = new TarOptions(request.Xattrs, request.Selinux, request.Acls, request.KeepDirLink);
        using var tree = OpenTree(GuestPath.Parse(request.Directory));
        var input = new RequestStream<TarInRequest>(requestStream, static r => r.TarFile);
        Task Extract(Stream archive) => new TarExtractor(tree, options, context.CancellationToken).RunAsync(new TarReader(archive));
        await (compression is null ? Extract(input) : Decompressed.RunAsync(compression, input, Extract, context.CancellationToken));
        return new Nothing();
    }

    public override async Task TarOut(TarOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var compression = Compression.Parse(request.Compress);
        var excludes = ExcludeFile(request.Excludes);
        using var directory = root.Open(GuestPath.Parse(request.Directory), OpenFlags.ReadOnly | OpenFlags.Directory);
        var result = await Tool.PipeAsync(
            "tar", TarArguments(request, compression, directory.ToolPath()), PipeSource.FromBytes(excludes), responseStream.AsTarget(), context.CancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }
    }

    private TarTree OpenTree(GuestPath path)
    {
        using var guest = root.OpenRoot();
        var top = root.Open(path, OpenFlags.Path | OpenFlags.Directory);
        var isRoot = Libc.Stat(guest, out var a) && Libc.Stat(top, out var b) && a.Dev == b.Dev && a.Inode == b.Inode && a.MountId == b.MountId;
        return new TarTree(top, isRoot);
    }

    // Owners always go as numbers: the names that the appliance has for them mean nothing to the guest.
    private static IEnumerable<string> TarArguments(TarOutRequest request, Compression? compression, string directory)
    {
        yield return "-C";
        yield return directory;
        yield return "--numeric-owner";
        if (compression is not null)
        {
            yield return $"--use-compress-program={compression.Tool} {string.Join(' ', compression.CompressArguments)}";
        }

        if (request.Xattrs)
        {
            yield return "--xattrs";
        }

        if (request.Selinux)
        {
            yield return "--selinux";
        }

        if (request.Acls)
        {
            yield return "--acls";
        }

        yield return "--exclude-from=/proc/self/fd/0";
        yield return "-cf";
        yield return "-";
        yield return ".";
    }

    // Patterns go in as a file, so that they may be of any bytes.
    private static byte[] ExcludeFile(IEnumerable<ByteString> patterns)
    {
        var file = new MemoryStream();
        foreach (var pattern in patterns)
        {
            if (pattern.Span.ContainsAny((byte)'\n', (byte)0))
            {
                throw OperationFailedException.Invalid("a pattern of names to leave out cannot contain a line end or a zero byte");
            }

            file.Write(pattern.Span);
            file.WriteByte((byte)'\n');
        }

        return file.ToArray();
    }
}

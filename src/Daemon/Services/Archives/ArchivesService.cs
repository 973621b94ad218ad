using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Tar;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Directory trees as archives.</summary>
internal sealed partial class ArchivesService(GuestRoot root) : Protocol.Api.Archives.ArchivesBase
{
    private static readonly ByteString Gzip = ByteString.CopyFromUtf8("gzip");
    private static readonly ByteString Xz = ByteString.CopyFromUtf8("xz");

    public override Task<Nothing> TarIn(IAsyncStreamReader<TarInRequest> requestStream, ServerCallContext context)
        => ExtractAsync(
            requestStream,
            static request => request.TarFile,
            static request => (request.Directory, Chosen(request.HasCompress, request.Compress), new TarOptions(request.Xattrs, request.Selinux, request.Acls, request.KeepDirLink)),
            context.CancellationToken);

    public override Task<Nothing> TgzIn(IAsyncStreamReader<TgzInRequest> requestStream, ServerCallContext context)
        => ExtractAsync(
            requestStream, static request => request.Tarball, static request => (request.Directory, Compression.Parse(Gzip), TarOptions.Plain), context.CancellationToken);

    public override Task<Nothing> TxzIn(IAsyncStreamReader<TxzInRequest> requestStream, ServerCallContext context)
        => ExtractAsync(
            requestStream, static request => request.Tarball, static request => (request.Directory, Compression.Parse(Xz), TarOptions.Plain), context.CancellationToken);

    public override Task TgzOut(TgzOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
        => TarOut(new TarOutRequest { Directory = request.Directory, Compress = Gzip }, responseStream, context);

    public override Task TxzOut(TxzOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
        => TarOut(new TarOutRequest { Directory = request.Directory, Compress = Xz }, responseStream, context);

    public override async Task TarOut(TarOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var compression = Chosen(request.HasCompress, request.Compress);
        var excludes = ExcludeFile.Of(request.Excludes);
        using var directory = root.Open(GuestPath.Parse(request.Directory), OpenFlags.ReadOnly | OpenFlags.Directory);
        var result = await Tool.PipeAsync(
            "tar", TarArguments(request, compression, directory.ToolPath()), PipeSource.FromBytes(excludes), responseStream.AsTarget(), context.CancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }
    }

    private static Compression? Chosen(bool isGiven, ByteString compress) => isGiven ? Compression.Parse(compress) : null;

    private async Task<Nothing> ExtractAsync<TRequest>(
        IAsyncStreamReader<TRequest> requestStream,
        Func<TRequest, ByteString> data,
        Func<TRequest, (ByteString Directory, Compression? Compression, TarOptions Options)> read,
        CancellationToken cancellationToken)
        where TRequest : class
    {
        if (!await requestStream.MoveNext(cancellationToken))
        {
            throw OperationFailedException.Invalid("no arguments arrived");
        }

        var (directory, compression, options) = read(requestStream.Current);
        using var tree = OpenTree(GuestPath.Parse(directory));
        var input = new RequestStream<TRequest>(requestStream, data);
        Task Extract(Stream archive) => new TarExtractor(tree, options, cancellationToken).RunAsync(new TarReader(archive));
        await (compression is null ? Extract(input) : Decompressed.RunAsync(compression, input, Extract, cancellationToken));
        return new Nothing();
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

        // Sockets cannot be in an archive, and are no error; among the errors they would hide those.
        yield return "--warning=no-file-ignored";
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
}

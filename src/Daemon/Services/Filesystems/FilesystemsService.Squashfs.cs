using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Squashfs images of a part of the guest.</summary>
internal sealed partial class FilesystemsService
{
    private static readonly string[] SquashfsCompressions = ["gzip", "lzma", "lzo", "lz4", "xz", "zstd"];

    public override async Task Mksquashfs(MksquashfsRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var compression = request.HasCompress ? GuestText.Decode(request.Compress) : "gzip";
        if (!SquashfsCompressions.Contains(compression))
        {
            throw OperationFailedException.Invalid($"the compression is '{compression}', but must be one of {string.Join(", ", SquashfsCompressions)}");
        }

        var excludes = ExcludeFile.Of(request.Excludes);
        using var source = SquashfsSource.Open(root, GuestPath.Parse(request.Path));

        // The tool writes its image from both ends, so it cannot go straight to the caller.
        var image = PrivateName.Next("/tmp/squashfs");
        try
        {
            var result = await Tool.PipeAsync(
                "env",
                ["-C", source.Directory.ToolPath(), "mksquashfs", source.Name, image, "-noappend", "-no-recovery", "-no-progress", "-quiet", "-comp", compression,
                    "-wildcards", "-ef", "/proc/self/fd/0"],
                PipeSource.FromBytes(excludes),
                PipeTarget.Null,
                context.CancellationToken);
            (result with { Name = "mksquashfs" }).Check();
            await SendAsync(image, responseStream, context.CancellationToken);
        }
        finally
        {
            File.Delete(image);
        }
    }

    private static async Task SendAsync(string file, IServerStreamWriter<Chunk> responseStream, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(file);
        for (; ; )
        {
            var buffer = new byte[FrameLimits.ChunkSize];
            var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (count == 0)
            {
                return;
            }

            await responseStream.WriteAsync(new Chunk { Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) }, cancellationToken);
        }
    }
}

using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Bulk;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Archives;

/// <summary>Files that are compressed or encoded on the way, and cpio archives.</summary>
internal sealed partial class ArchivesService
{
    public override async Task CompressOut(CompressOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var (compression, level) = (Compression.Parse(request.Ctype), Level(request.Ctype, request.HasLevel, request.Level));
        using var file = root.OpenContent(GuestPath.Parse(request.File), OpenFlags.ReadOnly);
        await PipeOutAsync(compression.Tool, [.. compression.CompressArguments, .. level], file, responseStream, context);
    }

    public override async Task CompressDeviceOut(CompressDeviceOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var (compression, level) = (Compression.Parse(request.Ctype), Level(request.Ctype, request.HasLevel, request.Level));
        using var device = BlockDevice.Parse(request.Device).Open(OpenFlags.ReadOnly);
        await PipeOutAsync(compression.Tool, [.. compression.CompressArguments, .. level], device, responseStream, context);
    }

    public override async Task<Nothing> Uncompress(IAsyncStreamReader<UncompressRequest> requestStream, ServerCallContext context)
    {
        await FirstAsync(requestStream, context);
        var compression = Compression.Parse(requestStream.Current.Ctype);
        var path = GuestPath.Parse(requestStream.Current.Path);
        using var target = Create(path);
        await Decompressed.RunAsync(
            compression,
            new RequestStream<UncompressRequest>(requestStream, static request => request.Zfile),
            content => SaveAsync(content, target, path, context.CancellationToken),
            context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> Base64In(IAsyncStreamReader<Base64InRequest> requestStream, ServerCallContext context)
    {
        await FirstAsync(requestStream, context);
        var path = GuestPath.Parse(requestStream.Current.Filename);
        using var target = Create(path);
        var input = new RequestStream<Base64InRequest>(requestStream, static request => request.Base64File);
        var result = await Tool.PipeAsync(
            "base64",
            ["-d", "-i"],
            PipeSource.Create((stream, token) => input.CopyToAsync(stream, FrameLimits.ChunkSize, token)),
            PipeTarget.Create((stream, token) => SaveAsync(stream, target, path, token)),
            context.CancellationToken);
        return result.Succeeded ? new Nothing() : throw result.ToException();
    }

    public override async Task Base64Out(Base64OutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        using var file = root.OpenContent(GuestPath.Parse(request.Filename), OpenFlags.ReadOnly);
        await PipeOutAsync("base64", [], file, responseStream, context);
    }

    public override async Task CpioOut(CpioOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var format = request.HasFormat ? GuestText.Decode(request.Format) : "newc";
        if (format is not ("newc" or "crc"))
        {
            throw OperationFailedException.Invalid($"the format is '{format}', but must be newc or crc", Reasons.ArgumentInvalid("format", format));
        }

        using var directory = root.Open(GuestPath.Parse(request.Directory), OpenFlags.Path | OpenFlags.Directory);
        var names = PipeSource.Create(async (stream, token) =>
        {
            var found = await Tool.PipeAsync("env", ["-C", directory.ToolPath(), "find", ".", "-print0"], PipeSource.Null, PipeTarget.ToStream(stream), token);
            if (!found.Succeeded)
            {
                throw found.ToException();
            }
        });
        var result = await Tool.PipeAsync(
            "env", ["-C", directory.ToolPath(), "cpio", "-0", "-o", "-H", format, "--quiet"], names, responseStream.AsTarget(), context.CancellationToken);
        if (!result.Succeeded)
        {
            throw (result with { Name = "cpio" }).ToException();
        }
    }

    private static string[] Level(ByteString type, bool isSet, int level)
    {
        if (!isSet)
        {
            return [];
        }

        return type.Span.SequenceEqual("compress"u8)
            ? throw OperationFailedException.Invalid("compress has no levels")
            : level is >= 1 and <= 9
                ? [$"-{level}"]
                : throw OperationFailedException.Invalid($"level is {level}, but must be between 1 and 9", Reasons.ArgumentInvalid("level", level.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task PipeOutAsync(
        string tool, string[] arguments, SafeFileHandle file, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        await using var content = new FileStream(file, FileAccess.Read, bufferSize: 0);
        var result = await Tool.PipeAsync(
            tool, arguments, PipeSource.Create((stream, token) => content.CopyToAsync(stream, FrameLimits.ChunkSize, token)), responseStream.AsTarget(), context.CancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }
    }

    private SafeFileHandle Create(GuestPath path) => root.OpenContent(path, OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Truncate);

    private static async Task FirstAsync<TRequest>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
        {
            throw OperationFailedException.Invalid("no arguments arrived");
        }
    }

    private static async Task SaveAsync(Stream content, SafeFileHandle file, GuestPath path, CancellationToken cancellationToken)
    {
        using var writer = new LongWriter(file);
        var buffer = new byte[FrameLimits.ChunkSize];
        while (await content.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (!writer.Write(buffer.AsSpan(0, count)))
            {
                throw OperationFailedException.FromLast(path.ToString());
            }
        }

        if (!writer.Complete())
        {
            throw OperationFailedException.FromLast(path.ToString());
        }
    }
}

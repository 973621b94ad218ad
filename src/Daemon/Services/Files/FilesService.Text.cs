using System.Globalization;
using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Text;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const int DefaultLines = 10;

    public override Task Head(HeadRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => SelectAsync("head", DefaultLines.ToString(CultureInfo.InvariantCulture), request.Path, responseStream, context);

    public override Task HeadN(HeadNRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => SelectAsync("head", request.Nrlines.ToString(CultureInfo.InvariantCulture), request.Path, responseStream, context);

    public override Task Tail(TailRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => SelectAsync("tail", DefaultLines.ToString(CultureInfo.InvariantCulture), request.Path, responseStream, context);

    public override Task TailN(TailNRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => SelectAsync(
            "tail",
            request.Nrlines < 0 ? string.Create(CultureInfo.InvariantCulture, $"+{-(long)request.Nrlines}") : request.Nrlines.ToString(CultureInfo.InvariantCulture),
            request.Path,
            responseStream,
            context);

    public override Task Strings(StringsRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => StringsAsync("s", request.Path, responseStream, context);

    public override Task StringsE(StringsERequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var encoding = GuestText.Decode(request.Encoding);
        return encoding is "s" or "S" or "b" or "l" or "B" or "L"
            ? StringsAsync(encoding, request.Path, responseStream, context)
            : throw OperationFailedException.Invalid($"encoding is '{encoding}', but must be one of s, S, b, l, B and L", Reasons.ArgumentInvalid("encoding", encoding));
    }

    public override async Task Hexdump(HexdumpRequest request, IServerStreamWriter<StringPart> responseStream, ServerCallContext context)
    {
        const int block = FrameLimits.ChunkSize / 4;
        var path = GuestPath.Parse(request.Path);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        var dump = new Hexdump();
        var buffer = new byte[block];
        int count;
        for (long offset = 0; (count = Libc.ReadAt(file, buffer, offset)) > 0; offset += count)
        {
            await SendAsync(dump.Format(buffer.AsSpan(0, count)));
        }

        if (count < 0)
        {
            throw OperationFailedException.FromLast(path.ToString());
        }

        await SendAsync(dump.End());

        Task SendAsync(string text) => text.Length == 0
            ? Task.CompletedTask
            : responseStream.WriteAsync(new StringPart { Data = ByteString.CopyFromUtf8(text) }, context.CancellationToken);
    }

    public override Task<IntReply> WcL(WcLRequest request, ServerCallContext context) => CountAsync("-l", request.Path, context);

    public override Task<IntReply> WcW(WcWRequest request, ServerCallContext context) => CountAsync("-w", request.Path, context);

    public override Task<IntReply> WcC(WcCRequest request, ServerCallContext context) => CountAsync("-c", request.Path, context);

    private async Task SelectAsync(string tool, string lines, ByteString argument, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        await TextOutput.SendLinesAsync(
            tool, ["-n", lines, "--", file.ToolPath()], PipeSource.Null, path.ToString(), responseStream, context.CancellationToken);
    }

    private async Task StringsAsync(string encoding, ByteString argument, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        await TextOutput.SendLinesAsync(
            "strings", ["-a", "-e", encoding, "--", file.ToolPath()], PipeSource.Null, path.ToString(), responseStream, context.CancellationToken);
    }

    private async Task<IntReply> CountAsync(string option, ByteString argument, ServerCallContext context)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);
        var output = await Tool.RunAsync("wc", [option, "--", file.ToolPath()], context.CancellationToken);
        var count = long.Parse(output.TrimStart().Split(' ')[0], CultureInfo.InvariantCulture);
        return count <= int.MaxValue
            ? new IntReply { Value = (int)count }
            : throw new OperationFailedException($"{path}: the count is {count}, more than an int holds", Errno.ERANGE);
    }
}

using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Text;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    private const int NothingMatched = 1;

    public override Task Grep(GrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(request.Extended, request.Fixed, request.Insensitive, request.Compressed), responseStream, context);

    public override Task Egrep(EgrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Extended: true), responseStream, context);

    public override Task Fgrep(FgrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Pattern, request.Path, new(Fixed: true), responseStream, context);

    public override Task Grepi(GrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Insensitive: true), responseStream, context);

    public override Task Egrepi(EgrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Extended: true, Insensitive: true), responseStream, context);

    public override Task Fgrepi(FgrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Pattern, request.Path, new(Fixed: true, Insensitive: true), responseStream, context);

    public override Task Zgrep(ZgrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Compressed: true), responseStream, context);

    public override Task Zegrep(ZegrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Extended: true, Compressed: true), responseStream, context);

    public override Task Zfgrep(ZfgrepRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Pattern, request.Path, new(Fixed: true, Compressed: true), responseStream, context);

    public override Task Zgrepi(ZgrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Insensitive: true, Compressed: true), responseStream, context);

    public override Task Zegrepi(ZegrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Regex, request.Path, new(Extended: true, Insensitive: true, Compressed: true), responseStream, context);

    public override Task Zfgrepi(ZfgrepiRequest request, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
        => GrepAsync(request.Pattern, request.Path, new(Fixed: true, Insensitive: true, Compressed: true), responseStream, context);

    private async Task GrepAsync(
        ByteString pattern, ByteString argument, GrepOptions options, IServerStreamWriter<StringListReply> responseStream, ServerCallContext context)
    {
        if (options is { Extended: true, Fixed: true })
        {
            throw OperationFailedException.Invalid("grep: a pattern cannot be both extended and fixed");
        }

        var path = GuestPath.Parse(argument);
        using var file = root.OpenContent(path, OpenFlags.ReadOnly);

        // A pattern in a file may be of any bytes.
        var patterns = $"/run/{PrivateName.Next("patterns")}";
        await System.IO.File.WriteAllBytesAsync(patterns, [.. pattern.Span, (byte)'\n'], context.CancellationToken);
        try
        {
            var (name, input) = options.Compressed ? ("-", Unpacked(file)) : (file.ToolPath(), PipeSource.Null);
            await TextOutput.SendLinesAsync(
                "grep", [.. options.Arguments, "-f", patterns, "--", name], input, path.ToString(), responseStream, context.CancellationToken, NothingMatched);
        }
        finally
        {
            System.IO.File.Delete(patterns);
        }
    }

    // What is not compressed goes through as it is.
    private static PipeSource Unpacked(Microsoft.Win32.SafeHandles.SafeFileHandle file)
        => PipeSource.Create(async (stream, cancellationToken) =>
        {
            var result = await Tool.PipeAsync("gzip", ["-cdfq", "--", file.ToolPath()], PipeSource.Null, PipeTarget.ToStream(stream), cancellationToken);
            if (!result.Succeeded)
            {
                throw result.ToException();
            }
        });
}

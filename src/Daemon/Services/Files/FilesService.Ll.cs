using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Files.Text;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override Task Ll(LlRequest request, IServerStreamWriter<StringPart> responseStream, ServerCallContext context)
        => ListAsync("-lan", request.Directory, responseStream, context.CancellationToken);

    public override Task Llz(LlzRequest request, IServerStreamWriter<StringPart> responseStream, ServerCallContext context)
        => ListAsync("-lanZ", request.Directory, responseStream, context.CancellationToken);

    private async Task ListAsync(string options, ByteString argument, IServerStreamWriter<StringPart> responseStream, CancellationToken cancellationToken)
    {
        var path = GuestPath.Parse(argument);
        using var file = root.Open(path, OpenFlags.Path);
        var isDirectory = Libc.Stat(file, out var status) && status.Type == FileType.Directory;
        if (!isDirectory)
        {
            // The tool knows the file by the handle's name; the caller knows it by its own.
            var line = await Tool.RunAsync("ls", [options + "L", file.ToolPath()], cancellationToken);
            var text = line.TrimEnd('\n').Replace(file.ToolPath(), path.ToString(), StringComparison.Ordinal) + "\n";
            await responseStream.WriteAsync(new StringPart { Data = text.ToGuestBytes() }, cancellationToken);
            return;
        }

        var result = await Tool.PipeAsync("ls", [options, file.ToolPath() + "/"], PipeSource.Null, responseStream.AsText(), cancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }
    }
}

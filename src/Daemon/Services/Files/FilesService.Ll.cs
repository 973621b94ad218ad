using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override async Task Ll(LlRequest request, IServerStreamWriter<StringPart> responseStream, ServerCallContext context)
    {
        var path = GuestPath.Parse(request.Directory);
        using var file = root.Open(path, OpenFlags.Path);
        var isDirectory = Libc.Stat(file, out var status) && status.Type == FileType.Directory;
        if (!isDirectory)
        {
            // The tool knows the file by the handle's name; the caller knows it by its own.
            var line = await Tool.RunAsync("ls", ["-lanL", file.ToolPath()], context.CancellationToken);
            var text = line.TrimEnd('\n').Replace(file.ToolPath(), path.ToString(), StringComparison.Ordinal) + "\n";
            await responseStream.WriteAsync(new StringPart { Data = text.ToGuestBytes() }, context.CancellationToken);
            return;
        }

        var output = PipeTarget.Create(async (stream, cancellationToken) =>
        {
            var buffer = new byte[64 * 1024];
            while (await stream.ReadAsync(buffer, cancellationToken) is var count and > 0)
            {
                await responseStream.WriteAsync(new StringPart { Data = UnsafeByteOperations.UnsafeWrap(buffer.AsMemory(0, count)) }, cancellationToken);
            }
        });
        var result = await Tool.PipeAsync("ls", ["-lan", file.ToolPath() + "/"], PipeSource.Null, output, context.CancellationToken);
        if (!result.Succeeded)
        {
            throw result.ToException();
        }
    }
}

using CliWrap;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Rpc;
using GuestCtl.Protocol.Text;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Files;

internal sealed partial class FilesService
{
    public override async Task<StringReply> File(FileRequest request, ServerCallContext context)
    {
        var target = DeviceOrPath.Parse(request.Path);
        if (!target.IsDevice && root.TryStat(target.Path, followLinks: false) is { } status && status.Type != FileType.Regular)
        {
            return await Reply.Of(NameOf(status.Type));
        }

        using var file = target.Open(root, OpenFlags.ReadOnly);
        return await Reply.Of((await Tool.RunAsync("file", ["-zbsL", "--", file.ToolPath()], context.CancellationToken)).TrimEnd('\n'));
    }

    public override async Task<StringReply> Zfile(ZfileRequest request, ServerCallContext context)
    {
        var unpack = GuestText.Decode(request.Meth) switch
        {
            "gzip" or "compress" => "gzip",
            "bzip2" => "bzip2",
            var other => throw OperationFailedException.Invalid($"unknown method '{other}': expecting gzip, compress or bzip2", Reasons.ArgumentInvalid("meth", other)),
        };
        using var file = root.OpenContent(GuestPath.Parse(request.Path), OpenFlags.ReadOnly);
        using var answer = new MemoryStream();
        var result = await Tool.PipeAsync("file", ["-bs", "-"], Unpacking(unpack, file), PipeTarget.ToStream(answer), context.CancellationToken);
        return result.Succeeded
            ? await Reply.Of((result with { OutputBytes = answer.ToArray() }).Output.TrimEnd('\n'))
            : throw result.ToException();
    }

    public override async Task<BoolReply> Equal(EqualRequest request, ServerCallContext context)
    {
        using var one = root.OpenContent(GuestPath.Parse(request.File1), OpenFlags.ReadOnly);
        using var other = root.OpenContent(GuestPath.Parse(request.File2), OpenFlags.ReadOnly);
        var result = await Tool.TryRunAsync("cmp", ["-s", "--", one.ToolPath(), other.ToolPath()], context.CancellationToken);
        return result.ExitCode is 0 or 1 ? await Reply.Of(result.Succeeded) : throw result.ToException();
    }

    // The answer may be known before all is unpacked.
    private static PipeSource Unpacking(string tool, SafeFileHandle file)
        => PipeSource.Create(async (stream, cancellationToken) =>
            await Tool.PipeAsync(tool, ["-cd", "--", file.ToolPath()], PipeSource.Null, PipeTarget.ToStream(stream), cancellationToken));

    private static string NameOf(FileType type) => type switch
    {
        FileType.Directory => "directory",
        FileType.CharacterDevice => "character device",
        FileType.BlockDevice => "block device",
        FileType.Fifo => "FIFO",
        FileType.SymbolicLink => "symbolic link",
        FileType.Socket => "socket",
        _ => "unknown, not regular file",
    };
}

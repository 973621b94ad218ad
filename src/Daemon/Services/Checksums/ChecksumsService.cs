using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using Microsoft.Win32.SafeHandles;

namespace GuestCtl.Daemon.Services.Checksums;

/// <summary>Checksums of files, devices and trees.</summary>
internal sealed class ChecksumsService(GuestRoot root) : Protocol.Api.Checksums.ChecksumsBase
{
    public override async Task<StringReply> Checksum(ChecksumRequest request, ServerCallContext context)
    {
        var tool = ChecksumTool.For(request.Csumtype);
        using var file = root.OpenContent(GuestPath.Parse(request.Path), OpenFlags.ReadOnly);
        return await SumAsync(tool, file, context.CancellationToken);
    }

    public override async Task<StringReply> ChecksumDevice(ChecksumDeviceRequest request, ServerCallContext context)
    {
        var tool = ChecksumTool.For(request.Csumtype);
        using var device = BlockDevice.Parse(request.Device).Open(OpenFlags.ReadOnly);
        return await SumAsync(tool, device, context.CancellationToken);
    }

    public override async Task ChecksumsOut(ChecksumsOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var tool = ChecksumTool.For(request.Csumtype);
        using var directory = root.Open(GuestPath.Parse(request.Directory), OpenFlags.Path | OpenFlags.Directory);
        var names = TreeFiles(directory, context.CancellationToken);
        var result = await Tool.PipeAsync(
            "env", ["-C", directory.ToolPath(), "xargs", "-0", "-r", tool, "--"], names, responseStream.AsTarget(), context.CancellationToken);
        if (!result.Succeeded)
        {
            throw (result with { Name = tool }).ToException();
        }
    }

    private static async Task<StringReply> SumAsync(string tool, SafeFileHandle file, CancellationToken cancellationToken)
    {
        var line = await Tool.RunAsync(tool, ["--", file.ToolPath()], cancellationToken);
        return await Reply.Of(line.Split(' ')[0]);
    }

    // Regular files only, so no link is followed and no pipe waited for.
    private static PipeSource TreeFiles(SafeFileHandle directory, CancellationToken cancellationToken)
        => PipeSource.Create(async (stream, _) =>
        {
            var found = await Tool.PipeAsync(
                "env", ["-C", directory.ToolPath(), "find", ".", "-type", "f", "-print0"], PipeSource.Null, PipeTarget.ToStream(stream), cancellationToken);
            if (!found.Succeeded)
            {
                throw found.ToException();
            }
        });
}

using System.Text;
using CliWrap;
using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Services.Archives;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;
using GuestCtl.Protocol.Wire;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>NTFS.</summary>
internal sealed partial class FilesystemsService
{
    private const int MaxPermissions = 0x1ff; // 0777

    public override async Task<IntReply> Ntfs3gProbe(Ntfs3gProbeRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var result = await Tool.TryRunAsync("ntfs-3g.probe", [request.Rw ? "--readwrite" : "--readonly", device.Path], context.CancellationToken);
        return await Reply.Of(result.ExitCode);
    }

    public override Task<Nothing> Ntfsresize(NtfsresizeRequest request, ServerCallContext context)
        => ResizeNtfsAsync(request.Device, request.HasSize, request.Size, request.Force, context);

    public override Task<Nothing> NtfsresizeSize(NtfsresizeSizeRequest request, ServerCallContext context)
        => ResizeNtfsAsync(request.Device, true, request.Size, force: false, context);

    public override async Task<Nothing> Ntfsfix(NtfsfixRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        await Tool.RunAsync("ntfsfix", new ArgumentList().Flag(request.Clearbadsectors, "-b").Add(device.Path), context.CancellationToken);
        return new Nothing();
    }

    public override async Task NtfscloneOut(NtfscloneOutRequest request, IServerStreamWriter<Chunk> responseStream, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var arguments = new ArgumentList().Add("--output", "-", "--save-image")
            .Flag(request.Metadataonly, "--metadata")
            .Flag(request.Rescue, "--rescue")
            .Flag(request.Ignorefscheck, "--ignore-fs-check")
            .Flag(request.Preservetimestamps, "--preserve-timestamps")
            .Flag(request.Force, "--force")
            .Add(device.Path);
        (await Tool.PipeAsync("ntfsclone", arguments, PipeSource.Null, responseStream.AsTarget(), context.CancellationToken)).Check();
    }

    public override async Task<Nothing> NtfscloneIn(IAsyncStreamReader<NtfscloneInRequest> requestStream, ServerCallContext context)
    {
        if (!await requestStream.MoveNext(context.CancellationToken))
        {
            throw OperationFailedException.Invalid("no arguments arrived");
        }

        var device = BlockDevice.Parse(requestStream.Current.Device).CheckUnused();
        var input = new RequestStream<NtfscloneInRequest>(requestStream, static request => request.Backupfile);
        var result = await Tool.PipeAsync(
            "ntfsclone",
            ["--restore-image", "--overwrite", device.Path, "-"],
            PipeSource.Create((stream, token) => input.CopyToAsync(stream, FrameLimits.ChunkSize, token)),
            PipeTarget.Null,
            context.CancellationToken);
        result.Check();
        return new Nothing();
    }

    public override async Task<Nothing> NtfsChmod(NtfsChmodRequest request, ServerCallContext context)
    {
        var mode = Convert.ToString(request.Mode, 8);
        var path = GuestText.Decode(request.Path);
        if (request.Mode is < 0 or > MaxPermissions)
        {
            throw OperationFailedException.Invalid($"the mode is {mode}, but must be from 0 to 777 (octal)");
        }

        if (!path.StartsWith('/') || !Tool.IsText(path))
        {
            throw OperationFailedException.Invalid($"'{path}' is no path on an NTFS volume: it must start with a / character and be text");
        }

        var device = BlockDevice.Parse(request.Device).CheckUnused();
        await Tool.RunAsync("ntfssecaudit", new ArgumentList().Flag(request.Recursive, "-r").Add(device.Path, mode, path), context.CancellationToken);
        return new Nothing();
    }

    private static async Task<Nothing> ResizeNtfsAsync(ByteString argument, bool hasSize, long size, bool force, ServerCallContext context)
    {
        var device = BlockDevice.Parse(argument).CheckUnused();
        var arguments = new ArgumentList().Add("--no-progress-bar").Flag(force, "--force").Number(hasSize, "--size", size, "size").Add(device.Path);

        // It asks whether it should go on, and says on its output what is wrong.
        var output = new StringBuilder();
        var result = await Tool.PipeAsync("ntfsresize", arguments, PipeSource.FromString("y\n"), PipeTarget.ToStringBuilder(output), context.CancellationToken);
        (result with { Error = $"{result.Error}{output}" }).Check();
        return new Nothing();
    }
}

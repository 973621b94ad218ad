using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems.Making;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Checking file systems, and resizing ext, which wants a check first.</summary>
internal sealed partial class FilesystemsService
{
    // Exit codes of e2fsck that are added up: errors were corrected, and the system should boot again, which nobody runs here.
    private const int Corrected = 1 | 2;

    public override async Task<IntReply> Fsck(FsckRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var type = ToolArgument.Text(request.Fstype, "fstype");
        if (type.Length == 0 || type[0] == '-' || !type.All(c => char.IsAsciiLetterOrDigit(c) || "_-.+,".Contains(c, StringComparison.Ordinal)))
        {
            throw OperationFailedException.Invalid($"'{type}' cannot be a type of file system");
        }

        var result = await Tool.TryRunAsync("fsck", ["-a", "-t", type, device.Path], context.CancellationToken);
        return await Reply.Of(result.ExitCode);
    }

    public override async Task<Nothing> E2fsck(E2fsckRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        string[] answers = [.. request.Correct ? (string[])["-p"] : [], .. request.Forceall ? (string[])["-y"] : [], .. request.Forceno ? (string[])["-n"] : []];
        if (answers is not [var answer])
        {
            throw OperationFailedException.Invalid("e2fsck must be told what to do with errors by one of correct, forceall and forceno: there is nobody to ask");
        }

        if (!request.Forceno)
        {
            device.CheckUnused(OpenFlags.ReadWrite);
        }

        await CheckAsync(device, answer, context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> E2fsckF(E2fsckFRequest request, ServerCallContext context)
        => E2fsck(new E2fsckRequest { Device = request.Device, Correct = true }, context);

    public override Task<Nothing> Resize2fs(Resize2fsRequest request, ServerCallContext context)
        => ResizeAsync(BlockDevice.Parse(request.Device), [], [], context.CancellationToken);

    public override Task<Nothing> Resize2fsSize(Resize2fsSizeRequest request, ServerCallContext context)
    {
        const int unit = 1024;
        var device = BlockDevice.Parse(request.Device);
        return request.Size > 0 && request.Size % unit == 0
            ? ResizeAsync(device, [], [(request.Size / unit).ToString(CultureInfo.InvariantCulture) + "K"], context.CancellationToken)
            : throw OperationFailedException.Invalid($"the size cannot be {request.Size} bytes: it must be larger than 0 and a multiple of {unit}");
    }

    public override Task<Nothing> Resize2fsM(Resize2fsMRequest request, ServerCallContext context)
        => ResizeAsync(BlockDevice.Parse(request.Device), ["-M"], [], context.CancellationToken);

    private static async Task<Nothing> ResizeAsync(BlockDevice device, string[] options, string[] size, CancellationToken cancellationToken)
    {
        if (MountTable.FindByDevice(device.Number) is null)
        {
            device.CheckUnused(OpenFlags.ReadWrite);

            // To say yes to everything would bring back an old file system from its backup superblocks.
            await CheckAsync(device, "-p", cancellationToken);
        }

        await FilesystemTool.RunAsync("resize2fs", [.. options, device.Path, .. size], cancellationToken);
        return new Nothing();
    }

    private static async Task CheckAsync(BlockDevice device, string answer, CancellationToken cancellationToken)
    {
        var result = await Tool.TryRunAsync("e2fsck", ["-f", answer, device.Path], cancellationToken);
        if ((result.ExitCode & ~Corrected) != 0)
        {
            throw FilesystemTool.Failure(result with { Error = $"{result.Output}\n{result.Error}" });
        }
    }
}

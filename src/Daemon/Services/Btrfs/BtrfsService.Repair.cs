using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>What is done to file systems that are not mounted.</summary>
internal sealed partial class BtrfsService
{
    // The exit code of super-recover when it has found and written what was bad.
    private const int Recovered = 2;

    public override Task<Nothing> BtrfsSetSeeding(BtrfsSetSeedingRequest request, ServerCallContext context)
        => TuneAsync(request.Device, context, "-f", "-S", request.Seeding ? "1" : "0");

    public override Task<Nothing> BtrfstuneSeeding(BtrfstuneSeedingRequest request, ServerCallContext context)
        => TuneAsync(request.Device, context, "-f", "-S", request.Seeding ? "1" : "0");

    public override Task<Nothing> BtrfstuneEnableExtendedInodeRefs(BtrfstuneEnableExtendedInodeRefsRequest request, ServerCallContext context)
        => TuneAsync(request.Device, context, "-r");

    public override Task<Nothing> BtrfstuneEnableSkinnyMetadataExtentRefs(BtrfstuneEnableSkinnyMetadataExtentRefsRequest request, ServerCallContext context)
        => TuneAsync(request.Device, context, "-x");

    public override async Task<Nothing> BtrfsFsck(BtrfsFsckRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        var arguments = new ArgumentList().Add("check")
            .Number(request.HasSuperblock, "--super", request.Superblock, "superblock")
            .Flag(request.Repair, "--repair")

            // Without it, a repair is put off to let a person think again.
            .Flag(request.Repair, "--force");
        await Tool.RunAsync("btrfs", arguments.Add(device.Path), context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> BtrfsRescueChunkRecover(BtrfsRescueChunkRecoverRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        await Tool.RunAsync("btrfs", ["rescue", "chunk-recover", "-y", device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> BtrfsRescueSuperRecover(BtrfsRescueSuperRecoverRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device).CheckUnused();
        var result = await Tool.TryRunAsync("btrfs", ["rescue", "super-recover", "-y", device.Path], context.CancellationToken);
        return result.Succeeded || result.ExitCode == Recovered ? new Nothing() : throw result.ToException();
    }

    public override async Task<Nothing> BtrfsImage(BtrfsImageRequest request, ServerCallContext context)
    {
        if (request.Source.Count == 0)
        {
            throw OperationFailedException.Invalid("an image needs at least one device to be made of");
        }

        string[] sources = [.. request.Source.Select(device => BlockDevice.Parse(device).Path)];
        var arguments = new ArgumentList().Number(request.HasCompresslevel, "-c", request.Compresslevel, "compresslevel").Add(sources);
        using var image = root.OpenContent(GuestPath.Parse(request.Image), OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Truncate);
        await Tool.RunAsync("btrfs-image", arguments.Add(image.ToolPath()), context.CancellationToken);
        return new Nothing();
    }

    private static async Task<Nothing> TuneAsync(ByteString argument, ServerCallContext context, params string[] options)
    {
        var device = BlockDevice.Parse(argument).CheckUnused();
        await Tool.RunAsync("btrfstune", [.. options, device.Path], context.CancellationToken);
        return new Nothing();
    }
}

using System.Globalization;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Settings of ext2, ext3 and ext4.</summary>
internal sealed partial class FilesystemsService
{
    public override async Task<StringMapReply> Tune2fsL(Tune2fsLRequest request, ServerCallContext context)
    {
        var output = await FilesystemTool.RunAsync("tune2fs", ["-l", BlockDevice.Parse(request.Device).Path], context.CancellationToken);
        return new StringMapReply { Entries = { Superblock.Parse(output).Select(field => Reply.Pair(field.Name, field.Value)) } };
    }

    public override async Task<Nothing> Tune2fs(Tune2fsRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        string[] settings =
        [
            .. Setting(request.HasMaxMountCount, "-c", request.MaxMountCount, "maxmountcount", short.MaxValue),
            .. Setting(request.HasMountCount, "-C", request.MountCount, "mountcount", ushort.MaxValue),
            .. request.HasErrorBehavior ? (string[])["-e", ErrorBehavior(ToolArgument.Text(request.ErrorBehavior, "errorbehavior"))] : [],
            .. Setting(request.HasGroup, "-g", request.Group, "group", ushort.MaxValue),
            .. Setting(request.HasIntervalBetweenChecks, "-i", request.IntervalBetweenChecks, "intervalbetweenchecks", int.MaxValue, "s"),
            .. Setting(request.HasReservedBlocksPercentage, "-m", request.ReservedBlocksPercentage, "reservedblockspercentage", 50),
            .. request.HasLastMountedDirectory ? (string[])["-M", ToolArgument.Text(request.LastMountedDirectory, "lastmounteddirectory")] : [],
            .. Setting(request.HasReservedBlocksCount, "-r", request.ReservedBlocksCount, "reservedblockscount", long.MaxValue),
            .. Setting(request.HasUser, "-u", request.User, "user", ushort.MaxValue),
        ];
        if (settings.Length == 0)
        {
            throw OperationFailedException.Invalid("there is nothing to change: no setting was given");
        }

        string[] force = request.Force ? ["-f"] : [];
        await FilesystemTool.RunAsync("tune2fs", [.. force, .. settings, device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> SetE2label(SetE2labelRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        await FilesystemTool.RunAsync("tune2fs", ["-L", ToolArgument.Label(request.Label, "ext2, ext3 and ext4", MaxExtLabel), device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> SetE2uuid(SetE2uuidRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        await FilesystemTool.RunAsync("tune2fs", ["-U", ToolArgument.Text(request.Uuid, "uuid"), device.Path], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<StringReply> GetE2label(GetE2labelRequest request, ServerCallContext context)
        => await Reply.Of(await BlkidTool.ValueAsync(BlockDevice.Parse(request.Device).Path, LabelTag, context.CancellationToken));

    public override async Task<StringReply> GetE2uuid(GetE2uuidRequest request, ServerCallContext context)
        => await Reply.Of(await BlkidTool.ValueAsync(BlockDevice.Parse(request.Device).Path, UuidTag, context.CancellationToken));

    // tune2fs cuts what is too large for a field, and says nothing.
    private static string[] Setting(bool isGiven, string option, long value, string name, long maximum, string unit = "")
        => !isGiven ? []
            : value >= 0 && value <= maximum ? [option, value.ToString(CultureInfo.InvariantCulture) + unit]
            : throw OperationFailedException.Invalid($"{name}: {value} is {(value < 0 ? "negative" : $"more than {maximum}")}");

    private static string ErrorBehavior(string word)
        => word is "continue" or "remount-ro" or "panic"
            ? word
            : throw OperationFailedException.Invalid($"errorbehavior: '{word}' is none of continue, remount-ro and panic");
}

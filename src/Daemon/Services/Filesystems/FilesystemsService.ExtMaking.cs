using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems.Making;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Making ext2, ext3 and ext4, and journals for them.</summary>
internal sealed partial class FilesystemsService
{
    private const string LabelTag = "LABEL";
    private const string UuidTag = "UUID";

    public override async Task<Nothing> Mke2fs(Mke2fsRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var journal = request.HasJournaldevice ? await JournalAsync(request.Journaldevice, context.CancellationToken) : null;
        var arguments = Mke2fsArguments.Of(request, device.Path, journal);
        if (request.WriteSbAndGroupOnly)
        {
            // What is to be saved must not be lost before.
            OldContent.CheckUnused(device);
        }
        else
        {
            await OldContent.RemoveAsync(device, context.CancellationToken);
        }

        await FilesystemTool.RunAsync("mke2fs", arguments, context.CancellationToken);
        return new Nothing();
    }

    private static async Task<string> JournalAsync(ByteString argument, CancellationToken cancellationToken)
    {
        var text = ToolArgument.Text(argument, "journaldevice");
        return text.Split('=', 2) is [(LabelTag or UuidTag) and var tag, var value]
            ? await JournalAsync(tag, value, cancellationToken)
            : JournalPath(BlockDevice.Parse(argument).Path);
    }

    private static async Task<string> JournalAsync(string tag, string value, CancellationToken cancellationToken)
    {
        foreach (var device in await BlkidTool.FindAsync(tag, value, cancellationToken))
        {
            if (await BlkidTool.ValueAsync(device, "TYPE", cancellationToken) == "jbd")
            {
                return JournalPath(device);
            }
        }

        throw new OperationFailedException($"no device has an external journal with {tag}={value}: make one with mke2fs and journaldev", Errno.ENOENT);
    }

    // The name goes into a list that commas split.
    private static string JournalPath(string path)
        => path.Contains(',', StringComparison.Ordinal) ? throw OperationFailedException.Invalid($"{path}: mke2fs cannot be told a device whose name has a comma") : path;
}

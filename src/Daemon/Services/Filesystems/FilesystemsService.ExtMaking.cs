using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Services.Filesystems.Making;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Making ext2, ext3 and ext4, and journals for them.</summary>
internal sealed partial class FilesystemsService
{
    private const string LabelTag = "LABEL";
    private const string UuidTag = "UUID";
    private const int MaxExtLabel = 16;

    public override async Task<Nothing> Mke2fs(Mke2fsRequest request, ServerCallContext context)
    {
        var device = BlockDevice.Parse(request.Device);
        var journal = request.HasJournaldevice ? await JournalAsync(request.Journaldevice, context.CancellationToken) : null;
        var arguments = Mke2fsArguments.Of(request, device.Path, journal);
        if (request.WriteSbAndGroupOnly)
        {
            // What is to be saved must not be lost before.
            device.CheckUnused(OpenFlags.ReadWrite);
        }
        else
        {
            await OldContent.RemoveAsync(device, context.CancellationToken);
        }

        await FilesystemTool.RunAsync("mke2fs", arguments, context.CancellationToken);
        return new Nothing();
    }

    public override Task<Nothing> Mke2journal(Mke2journalRequest request, ServerCallContext context)
        => Mke2fs(new Mke2fsRequest { Device = request.Device, Blocksize = request.Blocksize, Journaldev = true }, context);

    public override Task<Nothing> Mke2journalL(Mke2journalLRequest request, ServerCallContext context)
    {
        ToolArgument.Label(request.Label, "a journal", MaxExtLabel);
        return Mke2fs(new Mke2fsRequest { Device = request.Device, Blocksize = request.Blocksize, Journaldev = true, Label = request.Label }, context);
    }

    public override Task<Nothing> Mke2journalU(Mke2journalURequest request, ServerCallContext context)
        => Mke2fs(new Mke2fsRequest { Device = request.Device, Blocksize = request.Blocksize, Journaldev = true, Uuid = request.Uuid }, context);

    public override Task<Nothing> Mke2fsJ(Mke2fsJRequest request, ServerCallContext context)
        => MakeWithJournalAsync(request.Fstype, request.Blocksize, request.Device, request.Journal, context);

    public override Task<Nothing> Mke2fsJL(Mke2fsJLRequest request, ServerCallContext context)
        => MakeWithJournalAsync(request.Fstype, request.Blocksize, request.Device, Tagged(LabelTag, request.Label), context);

    public override Task<Nothing> Mke2fsJU(Mke2fsJURequest request, ServerCallContext context)
        => MakeWithJournalAsync(request.Fstype, request.Blocksize, request.Device, Tagged(UuidTag, request.Uuid), context);

    private Task<Nothing> MakeWithJournalAsync(ByteString type, int blocksize, ByteString device, ByteString journal, ServerCallContext context)
        => Mke2fs(new Mke2fsRequest { Fstype = type, Blocksize = blocksize, Device = device, Journaldevice = journal }, context);

    private static ByteString Tagged(string tag, ByteString value) => $"{tag}={GuestText.Decode(value)}".ToGuestBytes();

    private static async Task<string> JournalAsync(ByteString argument, CancellationToken cancellationToken)
    {
        var text = ToolArgument.Text(argument, "journaldevice");
        var path = text.Split('=', 2) is [(LabelTag or UuidTag) and var tag, var value]
            ? await FindAsync(tag, value, "jbd", cancellationToken)
                ?? throw new OperationFailedException($"no device has an external journal with {text}: make one with mke2fs and journaldev", Errno.ENOENT)
            : BlockDevice.Parse(argument).Path;

        // The name goes into a list that commas split.
        return path.Contains(',', StringComparison.Ordinal)
            ? throw OperationFailedException.Invalid($"{path}: mke2fs cannot be told a device whose name has a comma")
            : path;
    }
}

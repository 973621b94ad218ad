using Google.Protobuf;
using Grpc.Core;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Subvolumes and snapshots.</summary>
internal sealed partial class BtrfsService
{
    public override async Task<Nothing> BtrfsSubvolumeCreate(BtrfsSubvolumeCreateRequest request, ServerCallContext context)
    {
        var arguments = new ArgumentList().Add("subvolume", "create");
        AddGroup(arguments, request.HasQgroupid, request.Qgroupid);
        using var entry = root.OpenEntry(GuestPath.Parse(request.Dest), Errno.EEXIST);
        await Tool.RunAsync("btrfs", arguments.Add("--", $"{entry.Directory.ToolPath()}/{NameOf(entry)}"), context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> BtrfsSubvolumeSnapshot(BtrfsSubvolumeSnapshotRequest request, ServerCallContext context)
    {
        var arguments = new ArgumentList().Add("subvolume", "snapshot").Flag(request.Ro, "-r");
        AddGroup(arguments, request.HasQgroupid, request.Qgroupid);
        var source = GuestPath.Parse(request.Source);
        var destination = GuestPath.Parse(request.Dest);
        using var original = root.Open(source, OpenFlags.Path | OpenFlags.Directory);

        // Into a directory it goes by its own name.
        using var directory = root.TryOpen(destination, OpenFlags.Path | OpenFlags.Directory);
        using var entry = root.OpenEntry(directory is null ? destination : destination.Append(source.Split().Name), Errno.EEXIST);
        await Tool.RunAsync("btrfs", arguments.Add("--", original.ToolPath(), $"{entry.Directory.ToolPath()}/{NameOf(entry)}"), context.CancellationToken);
        return new Nothing();
    }

    public override async Task<Nothing> BtrfsSubvolumeDelete(BtrfsSubvolumeDeleteRequest request, ServerCallContext context)
    {
        // The tool finds the directory that holds it through the name that the kernel has for the handle.
        using var subvolume = root.Open(GuestPath.Parse(request.Subvolume), OpenFlags.Path | OpenFlags.Directory);
        await Tool.RunAsync("btrfs", ["subvolume", "delete", "--", subvolume.ToolPath()], context.CancellationToken);
        return new Nothing();
    }

    public override async Task<BtrfssubvolumeList> BtrfsSubvolumeList(BtrfsSubvolumeListRequest request, ServerCallContext context)
        => new() { Values = { BtrfsOutput.Subvolumes(await AskAsync(request.Fs, false, context, "subvolume", "list")) } };

    public override Task<Nothing> BtrfsSubvolumeSetDefault(BtrfsSubvolumeSetDefaultRequest request, ServerCallContext context)
        => OnPathAsync(request.Fs, context, "subvolume", "set-default", Positive(request.Id, "id"));

    public override async Task<Int64Reply> BtrfsSubvolumeGetDefault(BtrfsSubvolumeGetDefaultRequest request, ServerCallContext context)
        => await Reply.Of(BtrfsOutput.DefaultSubvolume(await AskAsync(request.Fs, false, context, "subvolume", "get-default")));

    public override async Task<StringMapReply> BtrfsSubvolumeShow(BtrfsSubvolumeShowRequest request, ServerCallContext context)
        => new()
        {
            Entries = { BtrfsOutput.Properties(await AskPathAsync(request.Subvolume, context, "subvolume", "show")).Select(value => Reply.Pair(value.Key, value.Value)) },
        };

    private static void AddGroup(ArgumentList arguments, bool isGiven, ByteString group)
    {
        if (isGiven)
        {
            arguments.Add("-i", Group(group));
        }
    }

    private static string NameOf(Entry entry)
        => GuestText.Decode(entry.Name) is var name && Tool.IsText(name)
            ? name
            : throw OperationFailedException.Invalid($"{entry.Path}: a subvolume cannot be made by this name: it is not text");
}

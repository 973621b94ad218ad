using Grpc.Core;
using GuestCtl.Daemon.Sysroot;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Api;

namespace GuestCtl.Daemon.Services.Mounts;

/// <summary>Directories of the host that QEMU offers as 9p file systems.</summary>
internal sealed partial class MountsService
{
    private const string NinePDevices = "/sys/bus/virtio/drivers/9pnet_virtio";

    public override async Task<StringListReply> List9p(NoArguments request, ServerCallContext context)
        => await Reply.List(await NinePTagsAsync(context.CancellationToken));

    public override async Task<Nothing> Mount9p(Mount9pRequest request, ServerCallContext context)
    {
        var (tag, path) = (Word("tag", request.Mounttag), GuestPath.Parse(request.Mountpoint));
        var options = Word("options", request.Options);
        if (!options.Split(',').Any(option => option.StartsWith("trans=", StringComparison.Ordinal)))
        {
            options = options.Length > 0 ? $"trans=virtio,{options}" : "trans=virtio";
        }

        var tags = await NinePTagsAsync(context.CancellationToken);
        if (!tags.Contains(tag))
        {
            var known = tags.Count == 0 ? "none" : string.Join(", ", tags);
            throw OperationFailedException.Invalid($"{tag}: QEMU offers no 9p file system of this tag (it offers {known})");
        }

        using var target = root.OpenMountTarget(path);
        await MountTool.MountAsync(tag, "9p", $"{tag} on {path}", target, options, "9p", context.CancellationToken);
        return new Nothing();
    }

    private static async Task<IReadOnlyList<string>> NinePTagsAsync(CancellationToken cancellationToken)
    {
        await Tool.RunAsync("modprobe", ["9pnet_virtio"], cancellationToken);
        return [
            .. Directory.EnumerateFiles(NinePDevices, "mount_tag", new EnumerationOptions { MaxRecursionDepth = 1, RecurseSubdirectories = true, AttributesToSkip = 0 })
                .Select(file => File.ReadAllText(file).TrimEnd('\0', '\n'))
                .Order(StringComparer.Ordinal),
        ];
    }
}

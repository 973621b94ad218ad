using Google.Protobuf;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Rpc;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Labels and UUIDs of file systems, each changed by the tool of its type.</summary>
internal static class FilesystemIdentity
{
    private const int FatLabelBytes = 11;
    private const int ExtLabelBytes = 16;
    private const int SwapLabelBytes = 15;
    private const int BtrfsLabelBytes = 255;
    private const int NtfsLabelCharacters = 128;

    /// <summary>Changes the label.</summary>
    /// <exception cref="OperationFailedException">EOPNOTSUPP: that cannot be done. EINVAL: the label cannot be.</exception>
    public static async Task SetLabelAsync(BlockDevice device, ByteString label, CancellationToken cancellationToken)
    {
        var type = await BlkidTool.ValueAsync(device.Path, "TYPE", cancellationToken);
        if (type == "xfs")
        {
            await XfsTool.ChangeAsync(device.CheckUnused(), XfsTool.Label(label), null, isImage: false, cancellationToken);
            return;
        }

        var (tool, arguments) = LabelCommand(device, type, label);
        await Tool.RunAsync(tool, arguments, cancellationToken);
    }

    /// <summary>Changes the UUID.</summary>
    /// <exception cref="OperationFailedException">EOPNOTSUPP: that cannot be done.</exception>
    public static async Task SetUuidAsync(BlockDevice device, string uuid, CancellationToken cancellationToken)
    {
        var type = await BlkidTool.ValueAsync(device.Path, "TYPE", cancellationToken);
        if (type == "xfs")
        {
            await XfsTool.ChangeAsync(device.CheckUnused(), null, uuid, isImage: false, cancellationToken);
            return;
        }

        var (tool, arguments) = UuidCommand(device, type, uuid);
        await Tool.RunAsync(tool, arguments, cancellationToken);
    }

    /// <summary>The error for a type of file system with which something cannot be done.</summary>
    public static OperationFailedException Unsupported(BlockDevice device, string type, string reason)
        => new($"{device.Path}: {(type.Length > 0 ? $"it is {type}, and of that {reason}" : "no file system is recognised on it")}", Errno.EOPNOTSUPP,
            type.Length > 0 ? Reasons.FilesystemUnsupported(device.Path, type) : Reasons.NoFilesystem(device.Path));

    private static (string Tool, string[] Arguments) LabelCommand(BlockDevice device, string type, ByteString label)
        => type switch
        {
            "ext2" or "ext3" or "ext4" => ("tune2fs", ["-L", ToolArgument.Label(label, type, ExtLabelBytes), device.Path]),
            "ntfs" => ("ntfslabel", [device.CheckUnused().Path, NtfsLabel(label)]),
            "swap" => ("swaplabel", ["-L", ToolArgument.Label(label, type, SwapLabelBytes), device.Path]),
            "btrfs" => ("btrfs", ["filesystem", "label", "--", device.CheckUnused().Path, ToolArgument.Label(label, type, BtrfsLabelBytes)]),
            "vfat" or "msdos" => label.IsEmpty
                ? ("fatlabel", ["--reset", "--", device.Path])
                : ("fatlabel", ["--", device.Path, ToolArgument.Label(label, type, FatLabelBytes)]),
            _ => throw Unsupported(device, type, "the label cannot be changed"),
        };

    private static (string Tool, string[] Arguments) UuidCommand(BlockDevice device, string type, string uuid)
        => type switch
        {
            "ext2" or "ext3" or "ext4" => ("tune2fs", ["-U", uuid, device.Path]),
            "swap" => ("swaplabel", ["-U", uuid, device.Path]),
            "btrfs" => ("btrfstune", ["-f", "-U", uuid, device.CheckUnused().Path]),
            _ => throw Unsupported(device, type, "the UUID cannot be changed"),
        };

    // The tool would take it for an option, and knows no other way.
    private static string NtfsLabel(ByteString argument)
        => ToolArgument.Text(argument, "label") is var label && !label.StartsWith('-') && label.Length <= NtfsLabelCharacters
            ? label
            : throw OperationFailedException.Invalid($"'{label}' cannot be a label on ntfs: it begins with a dash, or has more than {NtfsLabelCharacters} characters");
}

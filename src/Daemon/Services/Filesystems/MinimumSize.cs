using System.Globalization;
using System.Text.RegularExpressions;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>How small a file system can get with what is in it.</summary>
internal static partial class MinimumSize
{
    /// <summary>Asks the tool of the file system's type.</summary>
    /// <returns>Bytes.</returns>
    /// <exception cref="OperationFailedException">EOPNOTSUPP: there is no such tool.</exception>
    public static async Task<long> ReadAsync(BlockDevice device, CancellationToken cancellationToken)
    {
        var type = await BlkidTool.ValueAsync(device.Path, "TYPE", cancellationToken);
        return type switch
        {
            "ext2" or "ext3" or "ext4" => await OfExtAsync(device.Path, cancellationToken),
            "ntfs" => await OfNtfsAsync(device.Path, cancellationToken),
            "btrfs" => await OfBtrfsAsync(device.Path, cancellationToken),

            // It cannot get smaller at all.
            "xfs" => (await XfsTool.ReadAsync(device, cancellationToken)).Bytes ?? throw new OperationFailedException($"{device.Path}: xfs_info tells no size", Errno.EIO),
            _ => throw FilesystemIdentity.Unsupported(device, type, "how small it can get is not known"),
        };
    }

    private static async Task<long> OfExtAsync(string device, CancellationToken cancellationToken)
    {
        var minimum = await Tool.RunAsync("resize2fs", ["-P", "-f", device], cancellationToken);
        var superblock = await Tool.RunAsync("dumpe2fs", ["-h", device], cancellationToken);
        return Found(BlocksPattern().Match(minimum), "resize2fs") * Found(BlockSizePattern().Match(superblock), "dumpe2fs");
    }

    private static async Task<long> OfNtfsAsync(string device, CancellationToken cancellationToken)
        => Found(NtfsPattern().Match(await Tool.RunAsync("ntfsresize", ["--info", "--no-progress-bar", "--force", "--force", device], cancellationToken)), "ntfsresize");

    private static Task<long> OfBtrfsAsync(string device, CancellationToken cancellationToken)
        => BtrfsSubvolumes.InTopAsync(
            device,
            isWritten: false,
            async directory => Found(BytesPattern().Match(await Tool.RunAsync("btrfs", ["inspect-internal", "min-dev-size", directory], cancellationToken)), "btrfs"),
            failure => throw failure.ToException(),
            cancellationToken);

    private static long Found(Match match, string tool)
        => match.Success && long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new OperationFailedException($"{tool} printed no size", Errno.EIO);

    [GeneratedRegex(@": (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex BlocksPattern();

    [GeneratedRegex(@"^Block size:\s+(\d+)", RegexOptions.Multiline)]
    private static partial Regex BlockSizePattern();

    [GeneratedRegex(@"resize at (\d+) bytes")]
    private static partial Regex NtfsPattern();

    [GeneratedRegex(@"^(\d+) bytes", RegexOptions.Multiline)]
    private static partial Regex BytesPattern();
}

using System.Text.RegularExpressions;
using Google.Protobuf;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>What the tools of XFS are asked in more than one place. Labels and UUIDs go to the debugger of XFS itself: xfs_admin, which
/// also does no more, has a shell read them first. The debugger has words and no quoting, so what is not one word is refused.</summary>
internal static partial class XfsTool
{
    private const int LabelBytes = 12;

    /// <summary>The geometry of the file system on a device, mounted or not.</summary>
    public static async Task<XfsGeometry> ReadAsync(BlockDevice device, CancellationToken cancellationToken)
        => XfsGeometry.Parse(await Tool.RunAsync("xfs_info", [device.Path], cancellationToken));

    /// <summary>Changes the label, the UUID, or both, of a file system that is not mounted.</summary>
    public static async Task ChangeAsync(BlockDevice device, string? label, string? uuid, bool isImage, CancellationToken cancellationToken)
    {
        var arguments = new ArgumentList().Add("-x", "-p", "xfs_admin").Flag(isImage, "-f");
        if (label is not null)
        {
            arguments.Add("-c", $"label {label}");
        }

        if (uuid is not null)
        {
            arguments.Add("-c", $"uuid {uuid}");
        }

        await Tool.RunAsync("xfs_db", arguments.Add(device.Path), cancellationToken);
    }

    /// <summary>A label for the debugger, for which two dashes mean none.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it cannot be one.</exception>
    public static string Label(ByteString argument)
    {
        var label = GuestText.Decode(argument);
        return argument.Length > LabelBytes
            ? throw OperationFailedException.Invalid($"'{label}' has {argument.Length} bytes, but a label on XFS has {LabelBytes} at most")
            : label.Any(c => c is '\'' or '"' or '\\' || char.IsControl(c) || char.IsWhiteSpace(c)) || !Tool.IsText(label)
                ? throw OperationFailedException.Invalid($"'{label}' cannot be made a label on XFS: it has spaces, quotes, a backslash, or what is not text")
                : label.Length > 0 ? label : "--";
    }

    /// <summary>A UUID for the debugger, or one of its words.</summary>
    /// <exception cref="OperationFailedException">EINVAL: it is neither.</exception>
    public static string Uuid(ByteString argument)
    {
        var uuid = GuestText.Decode(argument);
        return uuid is "generate" or "nil" or "restore" || IsUuid(uuid)
            ? uuid
            : throw OperationFailedException.Invalid($"'{uuid}' is neither a UUID nor one of generate, nil and restore");
    }

    /// <summary>Whether text is a UUID with its dashes.</summary>
    public static bool IsUuid(string text) => UuidPattern().IsMatch(text);

    [GeneratedRegex("^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
    private static partial Regex UuidPattern();
}

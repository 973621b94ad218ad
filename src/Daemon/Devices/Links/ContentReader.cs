using GuestCtl.Daemon.Services.Filesystems;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Devices.Links;

/// <summary>Asks blkid what is on devices, and encodes what it says for names of links.</summary>
internal static class ContentReader
{
    private static readonly string[] Named = ["UUID", "LABEL", "PART_ENTRY_UUID", "PART_ENTRY_NAME"];

    /// <summary>The values of each device of which something is known, by its path.</summary>
    public static async Task<Dictionary<string, Dictionary<string, string>>> ReadAsync(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (var values in await BlkidTool.ProbeAsync(paths, cancellationToken).ConfigureAwait(false))
        {
            if (values.GetValueOrDefault("DEVNAME") is { } path)
            {
                await EncodeAsync(path, values, cancellationToken).ConfigureAwait(false);
                all[path] = values;
            }
        }

        return all;
    }

    private static async Task EncodeAsync(string path, Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        var encoded = Named.All(name => IsExact(values.GetValueOrDefault(name, "")))
            ? null
            : await BlkidTool.UdevValuesAsync(path, cancellationToken).ConfigureAwait(false);
        foreach (var name in Named.Where(values.ContainsKey))
        {
            values[name] = encoded is null ? LinkText.Encode(values[name])
                : encoded.GetValueOrDefault($"ID_FS_{name}_ENC") ?? encoded.GetValueOrDefault($"ID_{name}") ?? "";
        }
    }

    // In the format for shells, ^ and M- stand for bytes that cannot be printed, but also for themselves.
    private static bool IsExact(string value)
        => value.All(c => c is >= ' ' and <= '~' and not '^') && !value.Contains("M-", StringComparison.Ordinal);
}

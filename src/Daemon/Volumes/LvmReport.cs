using System.Text.Json;
using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Volumes;

/// <summary>What lvm's reports say, row by row in the order of the fields that were asked for.</summary>
internal static class LvmReport
{
    /// <summary>Asks for fields of physical volumes (pvs), groups (vgs) or logical volumes (lvs).</summary>
    public static async Task<List<string[]>> AskAsync(string report, string fields, CancellationToken cancellationToken, params string[] arguments)
        => Parse(await LvmTool.RunAsync(
            cancellationToken, [report, "-o", fields, "--reportformat", "json", "--units", "b", "--nosuffix", .. arguments]).ConfigureAwait(false));

    /// <summary>Reads a report in JSON.</summary>
    /// <exception cref="OperationFailedException">It is not one.</exception>
    public static List<string[]> Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. from report in document.RootElement.GetProperty("report").EnumerateArray()
                       from table in report.EnumerateObject()
                       from row in table.Value.EnumerateArray()
                       select row.EnumerateObject().Select(field => field.Value.ToString()).ToArray()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new OperationFailedException($"lvm printed a report that cannot be read: {e.Message}", Errno.EIO);
        }
    }

    /// <summary>The messages of a report in JSON, which are not on the standard error then; none for other output.</summary>
    public static IEnumerable<string> Messages(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return [.. from entry in document.RootElement.GetProperty("log").EnumerateArray()
                       where entry.GetProperty("log_type").ToString() != "status"
                       select entry.GetProperty("log_message").ToString()];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return [];
        }
    }

    /// <summary>A number; 0 for a field that lvm leaves empty.</summary>
    public static long Number(string field) => long.TryParse(field, out var value) ? value : 0;

    /// <summary>A size; 0 for a field that lvm leaves empty.</summary>
    public static ulong Size(string field) => ulong.TryParse(field, out var value) ? value : 0;

    /// <summary>A percentage; null for a field that lvm leaves empty.</summary>
    public static float? Percent(string field)
        => float.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A UUID without its dashes.</summary>
    public static string Uuid(string field) => field.Replace("-", "", StringComparison.Ordinal);
}

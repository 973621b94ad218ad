using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Asks blkid, never its cache: what was true of a device a moment ago may not be now.</summary>
internal static class BlkidTool
{
    // blkid's exit code for "nothing was found".
    private const int Nothing = 2;

    // Two kinds of content that contradict each other: as good as none.
    private const int Ambivalent = 8;

    /// <summary>One value of a device's content; empty when it has none.</summary>
    public static async Task<string> ValueAsync(string device, string tag, CancellationToken cancellationToken)
        => (await RunAsync(cancellationToken, "-o", "value", "-s", tag, device).ConfigureAwait(false)).TrimEnd('\n');

    /// <summary>All values of some devices. Devices of which nothing is known are left out.</summary>
    public static async Task<List<Dictionary<string, string>>> ProbeAsync(IEnumerable<string> devices, CancellationToken cancellationToken, params string[] options)
    {
        var all = new List<Dictionary<string, string>>();
        for (var rest = devices.ToList(); rest.Count > 0;)
        {
            // blkid stops at the first device of which it knows nothing, or which it cannot read: go on after that.
            var known = Parse((await Tool.TryRunAsync("blkid", ["-c", "/dev/null", "-p", "-o", "export", .. options, .. rest], cancellationToken).ConfigureAwait(false)).Output);
            var last = known.Count > 0 ? rest.IndexOf(known[^1].GetValueOrDefault("DEVNAME", "")) : -1;
            all.AddRange(known);
            rest.RemoveRange(0, Math.Min(last + 2, rest.Count));
        }

        return all;
    }

    /// <summary>What blkid tells udev of one device: names of udev, and values that are encoded for names of links.</summary>
    public static async Task<Dictionary<string, string>> UdevValuesAsync(string device, CancellationToken cancellationToken)
        => Parse(await RunAsync(cancellationToken, "-p", "-o", "udev", device).ConfigureAwait(false), unescape: false).FirstOrDefault() ?? [];

    /// <summary>The devices with a value, in blkid's order; the appliance's own are left out.</summary>
    public static async Task<List<string>> FindAsync(string tag, string value, CancellationToken cancellationToken)
        => [.. (await RunAsync(cancellationToken, "-o", "device", "-t", $"{tag}={value}").ConfigureAwait(false))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(IsOfTheGuest)];

    /// <summary>Reads the export format: a line for each value, an empty line between devices.</summary>
    public static List<Dictionary<string, string>> Parse(string output, bool unescape = true)
    {
        var devices = new List<Dictionary<string, string>>();
        foreach (var line in output.Split('\n'))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                continue;
            }

            // A name of a device begins the next one, whatever empty lines there are.
            var key = line[..equals];
            if (key == "DEVNAME" || devices.Count == 0)
            {
                devices.Add(new Dictionary<string, string>(StringComparer.Ordinal));
            }

            devices[^1][key] = unescape ? Unescape(line[(equals + 1)..]) : line[(equals + 1)..];
        }

        return devices;
    }

    private static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var result = await Tool.TryRunAsync("blkid", ["-c", "/dev/null", .. arguments], cancellationToken).ConfigureAwait(false);
        return result.Succeeded || result.ExitCode is Nothing or Ambivalent ? result.Output : throw result.ToException();
    }

    private static bool IsOfTheGuest(string device)
    {
        try
        {
            return BlockDevice.Find(device) is not null;
        }
        catch (OperationFailedException)
        {
            return false;
        }
    }

    // blkid writes for shells: a backslash before characters that they would take.
    private static string Unescape(string value)
    {
        if (!value.Contains('\\', StringComparison.Ordinal))
        {
            return value;
        }

        var text = new System.Text.StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            i += value[i] == '\\' && i + 1 < value.Length ? 1 : 0;
            text.Append(value[i]);
        }

        return text.ToString();
    }
}

using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Native;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Filesystems;

/// <summary>Asks blkid, never its cache: what was true of a device a moment ago may not be now.</summary>
internal static class BlkidTool
{
    // blkid's exit code for "nothing was found".
    private const int Nothing = 2;

    // Two kinds of content that contradict each other: as good as none.
    private const int Ambivalent = 8;

    // So many take seconds even where the processor is emulated: blkid reads the whole table again for each partition.
    private const int MaxDevices = 64;

    // Each costs a process. Honest disks have none, or one that is broken.
    private const int MaxStops = 64;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>One value of a device's content; empty when it has none.</summary>
    public static async Task<string> ValueAsync(string device, string tag, CancellationToken cancellationToken)
        => (await RunAsync(cancellationToken, "-o", "value", "-s", tag, device).ConfigureAwait(false)).TrimEnd('\n');

    /// <summary>All values of some devices, those of their queues among them. Devices that cannot be read, or whose kinds of content contradict
    /// each other, are left out.</summary>
    /// <exception cref="OperationFailedException">EFBIG: there are more of those than any disks have that were not made to waste time. ETIMEDOUT: blkid
    /// does not come to an end.</exception>
    public static async Task<List<Dictionary<string, string>>> ProbeAsync(IEnumerable<string> devices, CancellationToken cancellationToken)
    {
        var all = new List<Dictionary<string, string>>();
        var stops = 0;
        for (var rest = devices.ToList(); rest.Count > 0;)
        {
            // Asked for the queues as well, blkid has something to say of every device, and does not stop at an empty one. It still stops at
            // the first device of contradictions: go on after that.
            var some = rest[..Math.Min(MaxDevices, rest.Count)];
            var known = Parse(await ProbeOnceAsync(some, cancellationToken).ConfigureAwait(false));
            var last = known.Count > 0 ? some.IndexOf(known[^1].GetValueOrDefault("DEVNAME", "")) : -1;
            all.AddRange(known);
            rest.RemoveRange(0, Math.Min(last + 2, some.Count));
            if (last < some.Count - 1 && ++stops > MaxStops)
            {
                throw new OperationFailedException(
                    $"{some[Math.Min(last + 1, some.Count - 1)]}: more than {MaxStops} devices cannot be read, or hold what contradicts itself; "
                    + "take away the drive that has them, or ask for each device with vfs_type",
                    Errno.EFBIG);
            }
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

    private static async Task<string> ProbeOnceAsync(List<string> devices, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        try
        {
            return (await Tool.TryRunAsync("blkid", ["-c", "/dev/null", "-p", "-i", "-o", "export", .. devices], deadline.Token).ConfigureAwait(false)).Output;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationFailedException(
                $"{devices[0]}: blkid took more than {Timeout.TotalSeconds} seconds for this device and {devices.Count - 1} after it; one of them may be damaged",
                Errno.ETIMEDOUT);
        }
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

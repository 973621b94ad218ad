using System.Text.RegularExpressions;
using GuestCtl.Daemon.Native;
using GuestCtl.Protocol.Api;
using GuestCtl.Protocol.Text;

namespace GuestCtl.Daemon.Services.Btrfs;

/// <summary>Reads what the btrfs tool prints.</summary>
internal static partial class BtrfsOutput
{
    /// <summary>The lines "ID 256 gen 7 top level 5 path home". A name with a newline in it can look like a line of its own,
    /// with numbers that btrfs would not print: such a line is left out.</summary>
    public static IEnumerable<Btrfssubvolume> Subvolumes(string output)
        => from match in SubvolumePattern().Matches(output)
           where Fits(match.Groups[1]) && Fits(match.Groups[2])
           select new Btrfssubvolume
           {
               BtrfssubvolumeId = Number(match.Groups[1]),
               BtrfssubvolumeTopLevelId = Number(match.Groups[2]),
               BtrfssubvolumePath = match.Groups[3].Value.ToGuestBytes(),
           };

    /// <summary>The line "ID 5 (FS_TREE)".</summary>
    public static long DefaultSubvolume(string output)
        => long.TryParse(IdPattern().Match(output).Groups[1].Value, out var id) ? id : throw Unreadable("default subvolume", output);

    /// <summary>Lines "Key: value" below the path of a subvolume. Its snapshots, each on a line of its own below their key, are one value with commas.
    /// A dash stands for none.</summary>
    public static Dictionary<string, string> Properties(string output)
    {
        var lines = output.Split('\n');
        var properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = lines[0].Trim() };
        var last = "";
        foreach (var line in lines.Skip(1).Where(line => line.Trim().Length > 0))
        {
            var match = PropertyPattern().Match(line);
            if (match.Success)
            {
                last = match.Groups[1].Value;
                properties[last] = match.Groups[2].Value is var value and not "-" ? value : "";
            }
            else if (last.Length > 0)
            {
                properties[last] = properties[last].Length > 0 ? $"{properties[last]},{line.Trim()}" : line.Trim();
            }
        }

        return properties;
    }

    /// <summary>The table of quota groups: "0/256 16384 16384", below a header.</summary>
    public static IEnumerable<Btrfsqgroup> Groups(string output)
        => from match in GroupPattern().Matches(output)
           where Fits(match.Groups[2]) && Fits(match.Groups[3])
           select new Btrfsqgroup
           {
               BtrfsqgroupId = match.Groups[1].Value.ToGuestBytes(),
               BtrfsqgroupRfer = Number(match.Groups[2]),
               BtrfsqgroupExcl = Number(match.Groups[3]),
           };

    /// <summary>"Balance on '/x' is running", and "3 out of about 8 chunks balanced (4 considered), 62% left".</summary>
    public static Btrfsbalance Balance(string output)
    {
        if (output.StartsWith("No balance found", StringComparison.Ordinal))
        {
            return new Btrfsbalance { BtrfsbalanceStatus = "none".ToGuestBytes() };
        }

        var state = BalanceStatePattern().Match(output);
        var numbers = BalanceNumbersPattern().Match(output);
        return !state.Success ? throw Unreadable("status of a balance", output) : new Btrfsbalance
        {
            BtrfsbalanceStatus = state.Groups[1].Value.ToGuestBytes(),
            BtrfsbalanceBalanced = Number(numbers.Groups[1]),
            BtrfsbalanceTotal = Number(numbers.Groups[2]),
            BtrfsbalanceConsidered = Number(numbers.Groups[3]),
            BtrfsbalanceLeft = Number(numbers.Groups[4]),
        };
    }

    /// <summary>Lines "data_extents_scrubbed: 12".</summary>
    public static Btrfsscrub Scrub(string output)
    {
        var values = ScrubPattern().Matches(output).GroupBy(match => match.Groups[1].Value)
            .ToDictionary(group => group.Key, group => Number(group.First().Groups[2]), StringComparer.Ordinal);
        return new Btrfsscrub
        {
            BtrfsscrubDataExtentsScrubbed = values.GetValueOrDefault("data_extents_scrubbed"),
            BtrfsscrubTreeExtentsScrubbed = values.GetValueOrDefault("tree_extents_scrubbed"),
            BtrfsscrubDataBytesScrubbed = values.GetValueOrDefault("data_bytes_scrubbed"),
            BtrfsscrubTreeBytesScrubbed = values.GetValueOrDefault("tree_bytes_scrubbed"),
            BtrfsscrubReadErrors = values.GetValueOrDefault("read_errors"),
            BtrfsscrubCsumErrors = values.GetValueOrDefault("csum_errors"),
            BtrfsscrubVerifyErrors = values.GetValueOrDefault("verify_errors"),
            BtrfsscrubNoCsum = values.GetValueOrDefault("no_csum"),
            BtrfsscrubCsumDiscards = values.GetValueOrDefault("csum_discards"),
            BtrfsscrubSuperErrors = values.GetValueOrDefault("super_errors"),
            BtrfsscrubMallocErrors = values.GetValueOrDefault("malloc_errors"),
            BtrfsscrubUncorrectableErrors = values.GetValueOrDefault("uncorrectable_errors"),
            BtrfsscrubUnverifiedErrors = values.GetValueOrDefault("unverified_errors"),
            BtrfsscrubCorrectedErrors = values.GetValueOrDefault("corrected_errors"),
            BtrfsscrubLastPhysical = values.GetValueOrDefault("last_physical"),
        };
    }

    /// <summary>Lines "devid 1 size 1.00GiB used 126.38MiB path /dev/sda", and whether none is missing.</summary>
    public static (List<string> Devices, bool IsComplete) Devices(string output)
    {
        var devices = DevicePattern().Matches(output).Select(match => match.Groups[1].Value).ToList();
        return (devices, !output.Contains("missing", StringComparison.OrdinalIgnoreCase));
    }

    private static bool Fits(Group digits) => ulong.TryParse(digits.Value, out _);

    private static ulong Number(Group group) => ulong.TryParse(group.Value, out var value) ? value : 0;

    private static OperationFailedException Unreadable(string what, string output)
        => new($"btrfs printed a {what} that cannot be read: {output.Trim()}", Errno.EIO);

    [GeneratedRegex(@"^ID (\d+) gen \d+ top level (\d+) path (.+)$", RegexOptions.Multiline)]
    private static partial Regex SubvolumePattern();

    [GeneratedRegex(@"^ID (\d+)")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^\t {0,2}([A-Z][^:]*):\s*(.*?)\s*$")]
    private static partial Regex PropertyPattern();

    [GeneratedRegex(@"^(\d+/\d+)\s+(\d+)\s+(\d+)", RegexOptions.Multiline)]
    private static partial Regex GroupPattern();

    [GeneratedRegex(@"^Balance on '.*' is (\w+)", RegexOptions.Multiline)]
    private static partial Regex BalanceStatePattern();

    [GeneratedRegex(@"(\d+) out of about (\d+) chunks balanced \((\d+) considered\), +(\d+)% left")]
    private static partial Regex BalanceNumbersPattern();

    [GeneratedRegex(@"^\s+(\w+): (\d+)\s*$", RegexOptions.Multiline)]
    private static partial Regex ScrubPattern();

    [GeneratedRegex(@"devid\s+\d+ size .* path (/.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex DevicePattern();
}

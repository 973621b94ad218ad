using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Assembles volumes on drives, then those on these volumes, until nothing new appears.</summary>
internal static class VolumeStack
{
    // A stack that somebody uses has three or four layers. An image can be made to have a new one for ever.
    private const int MaxRounds = 16;

    // A broken volume must not hold up the caller for ever: what is not there by then is missing.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    // For all rounds: no new one begins after that.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Assembles all that can be. What fails is said on the console: it shows as missing devices.</summary>
    /// <param name="kinds">What there is to assemble.</param>
    /// <param name="parts">The volumes that are parts of groups; if there are none, all groups are activated.</param>
    public static async Task AssembleAsync(VolumeKinds kinds, IReadOnlyList<string> parts)
    {
        var (hasArrays, degraded) = (false, false);
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        for (var round = 0; round < MaxRounds && kinds != VolumeKinds.None && Environment.TickCount64 < end; round++)
        {
            var before = Volumes().ToHashSet(StringComparer.Ordinal);
            hasArrays |= kinds.HasFlag(VolumeKinds.Raid);
            await RunAsync(kinds, parts, degraded).ConfigureAwait(false);
            var added = Volumes().Where(volume => !before.Contains(volume)).ToList();
            parts = [.. added.Where(volume => VolumeSignatures.OfDevice(volume).HasFlag(VolumeKinds.Lvm))];
            kinds = added.Aggregate(VolumeKinds.None, (all, volume) => all | VolumeSignatures.OfDevice(volume));

            // A member may be on a volume that comes later: an array runs without one only when nothing new appears.
            degraded = hasArrays && kinds == VolumeKinds.None && (!degraded || added.Count > 0) && HasLooseMembers();
            kinds = degraded ? VolumeKinds.Raid : kinds;
        }
    }

    /// <summary>The arrays that run, and the volumes that can have parts of others on them.</summary>
    private static IEnumerable<string> Volumes()
        => SysBlock.Arrays.Except(SysBlock.WaitingArrays).Concat(SysBlock.Mapped.Where(device => !LogicalVolume.IsPart(device) || LogicalVolume.Is(device)));

    private static bool HasLooseMembers()
        => SysBlock.WaitingArrays.Any() || SysBlock.Disks.SelectMany(disk => SysBlock.Partitions(disk).Prepend(disk)).Concat(Volumes())
            .Any(device => SysBlock.Holders(device).Count == 0 && VolumeSignatures.OfDevice(device).HasFlag(VolumeKinds.Raid));

    private static async Task RunAsync(VolumeKinds kinds, IReadOnlyList<string> parts, bool degraded)
    {
        if (kinds.HasFlag(VolumeKinds.Btrfs))
        {
            await RunAsync("modprobe", "btrfs").ConfigureAwait(false);
            await RunAsync("btrfs", "device", "scan").ConfigureAwait(false);
        }

        if (kinds.HasFlag(VolumeKinds.Raid))
        {
            await RunAsync("mdadm", "--assemble", "--scan", degraded ? "--run" : "--no-degraded").ConfigureAwait(false);
            // What was put together without a member, and not started, is not looked at again.
            foreach (var array in degraded ? SysBlock.WaitingArrays.ToList() : [])
            {
                await RunAsync("mdadm", "--run", DeviceName.Directory + array).ConfigureAwait(false);
            }
        }

        if (kinds.HasFlag(VolumeKinds.Lvm))
        {
            // Of those that were there before, a caller may have deactivated some.
            var groups = parts.Count > 0 ? await GroupsAsync(parts).ConfigureAwait(false) : [];
            if (groups.Count > 0 || parts.Count == 0)
            {
                await RunAsync("lvm", LvmTool.Arguments(["vgchange", "-a", "ay", "--sysinit", .. groups])).ConfigureAwait(false);
            }
        }
    }

    private static async Task<List<string>> GroupsAsync(IReadOnlyList<string> parts)
        => [.. (await RunAsync("lvm", LvmTool.Arguments(["pvs", "--noheadings", "-o", "vg_name", .. parts.Select(part => DeviceName.Directory + part)])).ConfigureAwait(false))
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static async Task<string> RunAsync(string tool, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            var result = await Tool.TryRunAsync(tool, arguments, deadline.Token).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                await Console.Error.WriteLineAsync($"guestctld: {result.ToException().Message}").ConfigureAwait(false);
            }

            return result.Output;
        }
        catch (Exception e) when (e is OperationFailedException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"guestctld: {tool}: {e.Message}").ConfigureAwait(false);
            return "";
        }
    }
}

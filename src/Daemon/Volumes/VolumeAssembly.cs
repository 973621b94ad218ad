using System.Collections.Concurrent;
using GuestCtl.Daemon.Devices;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Puts volumes together that have parts on the attached drives: LVM, RAID, and btrfs on several devices. That is
/// done when something first asks for a device, so a launch does not wait for it, and once for all drives. The kernel
/// that it changes is one for the whole process.</summary>
internal static class VolumeAssembly
{
    private const VolumeKinds Stacked = VolumeKinds.Lvm | VolumeKinds.Raid;

    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly ConcurrentQueue<string> Unread = new();

    // Drives and volumes with parts of groups that are pending. Whoever has the turn may use it.
    private static readonly List<string> Parts = [];
    private static int _pending;

    /// <summary>Whether there can be volume groups, so that it is worth asking lvm.</summary>
    public static bool MayHaveGroups
        => SysBlock.Mapped.Any() || SysBlock.Arrays.Any() || SysBlock.Disks.Any(disk => VolumeSignatures.OfDrive(disk).HasFlag(VolumeKinds.Lvm));

    /// <summary>Notes a new drive, or a volume that a caller has opened. It is read when something asks.</summary>
    public static void Note(string device) => Unread.Enqueue(device);

    /// <summary>Notes the device of the device mapper that has a name.</summary>
    public static void NoteMapped(string name)
    {
        if (SysBlock.Mapped.FirstOrDefault(device => SysBlock.Read($"/sys/class/block/{device}/dm/name") == name) is { } device)
        {
            Note(device);
        }
    }

    /// <summary>Notes the logical volumes that came since a list of them was made.</summary>
    public static void NoteNew(IReadOnlyCollection<string> before)
    {
        foreach (var device in SysBlock.Mapped.Where(LogicalVolume.Is).Except(before))
        {
            Note(device);
        }
    }

    /// <summary>As <see cref="EnsureAsync(CancellationToken)"/>, for callers that cannot wait otherwise.</summary>
    public static void Ensure() => EnsureAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Puts together what was noted. What fails is said on the console: it shows as missing devices.</summary>
    public static Task EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(VolumeKinds.All, cancellationToken);

    /// <summary>Puts together what was noted of some kinds; the rest stays noted.</summary>
    public static async Task EnsureAsync(VolumeKinds wanted, CancellationToken cancellationToken)
    {
        // There are groups on arrays, and arrays on volumes of groups.
        wanted = (wanted & Stacked) != 0 ? wanted | Stacked : wanted;
        if (!IsPending(wanted))
        {
            return;
        }

        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (Unread.TryDequeue(out var device))
            {
                var found = VolumeSignatures.OfDrive(device);
                Interlocked.Or(ref _pending, (int)found);
                if (found.HasFlag(VolumeKinds.Lvm))
                {
                    Parts.Add(device);
                }
            }

            var kinds = wanted & (VolumeKinds)Interlocked.And(ref _pending, ~(int)wanted);
            List<string> volumes = Parts.All(IsVolume) ? [.. Parts] : [];
            if (kinds.HasFlag(VolumeKinds.Lvm))
            {
                Parts.Clear();
            }

            await VolumeStack.AssembleAsync(kinds, volumes).ConfigureAwait(false);
        }
        finally
        {
            Turn.Release();
        }
    }

    // Somebody else's turn may be about what this caller waits for.
    private static bool IsPending(VolumeKinds wanted)
        => !Unread.IsEmpty || (Volatile.Read(ref _pending) & (int)wanted) != 0 || Turn.CurrentCount == 0;

    private static bool IsVolume(string device) => !device.StartsWith("sd", StringComparison.Ordinal);
}

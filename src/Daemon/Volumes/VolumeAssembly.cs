using System.Collections.Concurrent;
using GuestCtl.Daemon.Devices;
using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Volumes;

/// <summary>Puts volumes together that have parts on the attached drives: LVM, RAID, and btrfs on several devices. That is
/// done when something first asks for a device, so a launch does not wait for it, and once for all drives. The kernel
/// that it changes is one for the whole process.</summary>
internal static class VolumeAssembly
{
    // A broken volume must not hold up the caller for ever: what is not there by then is missing.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly ConcurrentQueue<string> Unread = new();
    private static int _pending;

    /// <summary>Whether there can be volume groups, so that it is worth asking lvm.</summary>
    public static bool MayHaveGroups
        => SysBlock.Mapped.Any() || SysBlock.Arrays.Any() || SysBlock.Disks.Any(disk => VolumeSignatures.OfDrive(disk).HasFlag(VolumeKinds.Lvm));

    /// <summary>Notes a new drive. It is read when something asks.</summary>
    public static void Note(string disk) => Unread.Enqueue(disk);

    /// <summary>As <see cref="EnsureAsync(CancellationToken)"/>, for callers that cannot wait otherwise.</summary>
    public static void Ensure() => EnsureAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Puts together what was noted. What fails is said on the console: it shows as missing devices.</summary>
    public static Task EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(VolumeKinds.All, cancellationToken);

    /// <summary>Puts together what was noted of some kinds; the rest stays noted.</summary>
    public static async Task EnsureAsync(VolumeKinds wanted, CancellationToken cancellationToken)
    {
        if (!IsPending(wanted))
        {
            return;
        }

        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (Unread.TryDequeue(out var disk))
            {
                Interlocked.Or(ref _pending, (int)VolumeSignatures.OfDrive(disk));
            }

            var kinds = wanted & (VolumeKinds)Interlocked.And(ref _pending, ~(int)wanted);
            if (kinds.HasFlag(VolumeKinds.Btrfs))
            {
                await RunAsync("modprobe", "btrfs").ConfigureAwait(false);
                await RunAsync("btrfs", "device", "scan").ConfigureAwait(false);
            }

            if (kinds.HasFlag(VolumeKinds.Raid))
            {
                await RunAsync("mdadm", "--assemble", "--scan", "--run").ConfigureAwait(false);
            }

            // There may be groups on arrays.
            if ((kinds & (VolumeKinds.Lvm | VolumeKinds.Raid)) != 0)
            {
                await RunAsync("lvm", LvmTool.Arguments("vgchange", "-a", "ay", "--sysinit")).ConfigureAwait(false);
            }
        }
        finally
        {
            Turn.Release();
        }
    }

    // Somebody else's turn may be about what this caller waits for.
    private static bool IsPending(VolumeKinds wanted)
        => !Unread.IsEmpty || (Volatile.Read(ref _pending) & (int)wanted) != 0 || Turn.CurrentCount == 0;

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            var result = await Tool.TryRunAsync(tool, arguments, deadline.Token).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                await Console.Error.WriteLineAsync($"guestctld: {result.ToException().Message}").ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationFailedException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"guestctld: {tool}: {e.Message}").ConfigureAwait(false);
        }
    }
}

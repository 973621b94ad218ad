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
    private static int _pending;

    /// <summary>Whether there can be volume groups, so that it is worth asking lvm.</summary>
    public static bool MayHaveGroups
        => SysBlock.Mapped.Any() || SysBlock.Arrays.Any() || SysBlock.Disks.Any(disk => VolumeSignatures.OfDrive(disk).HasFlag(VolumeKinds.Lvm));

    /// <summary>Notes what a new drive has.</summary>
    public static void Note(string disk) => Interlocked.Or(ref _pending, (int)VolumeSignatures.OfDrive(disk));

    /// <summary>As <see cref="EnsureAsync"/>, for callers that cannot wait otherwise.</summary>
    public static void Ensure()
    {
        if (Volatile.Read(ref _pending) != 0 || Turn.CurrentCount == 0)
        {
            EnsureAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    /// <summary>Puts together what was noted. What fails is said on the console: it shows as missing devices.</summary>
    public static async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _pending) == 0 && Turn.CurrentCount != 0)
        {
            return;
        }

        await Turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var kinds = (VolumeKinds)Interlocked.Exchange(ref _pending, 0);
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

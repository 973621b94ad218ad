using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Sysroot;

/// <summary>
/// Gives the free blocks of a file system back to its drive before it is unmounted. With discard the kernel does that a while after a file is removed,
/// and ext4 drops what is left when it unmounts.
/// </summary>
internal static class FreeBlocks
{
    // The kernel cannot be stopped within one step, so a step takes seconds at most.
    private const ulong Step = 64UL << 30;

    // A small image can hold an ext file system with any number of block groups. Those of other types cannot be larger than what the image holds of them.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Gives them back, as far as that works: a drive that takes none back loses nothing.</summary>
    public static void GiveBack(MountEntry entry)
    {
        using var top = Libc.Open(entry.Target, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.NoFollow);
        if (top is null || !Libc.FlushFileSystem(top) || !Libc.StatFileSystem(top, out var status))
        {
            return;
        }

        var hasSteps = entry.Type.StartsWith("ext", StringComparison.Ordinal);
        var size = status.Blocks * status.FragmentSize;
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        var (start, goesOn) = (0UL, true);
        while (goesOn && Environment.TickCount64 < end)
        {
            // What the file system needs for itself does not count in its size, so the last step is open at its end.
            var isLast = !hasSteps || size - start <= Step;
            goesOn = Libc.Trim(top, start, isLast ? ulong.MaxValue : Step, 0) && !isLast;
            start += Step;
        }
    }
}

using System.Diagnostics;

namespace GuestCtl.Benchmarks;

/// <summary>The disk of this machine, which one measurement must not leave busy for the next.</summary>
internal static class HostDisk
{
    /// <summary>Waits until everything that was written is on the disk.</summary>
    public static void WriteOut()
    {
        using var sync = Process.Start("sync");
        sync.WaitForExit();
    }
}

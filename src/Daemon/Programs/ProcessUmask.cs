using GuestCtl.Daemon.Native;

namespace GuestCtl.Daemon.Programs;

/// <summary>The permissions that new files do not get. The thread that starts programs of the guest has its own, so this is where it learns them.</summary>
internal static class ProcessUmask
{
    private static readonly Lock Lock = new();
    private static uint _current = ReadFromKernel();

    public static uint Current => Volatile.Read(ref _current);

    /// <summary>Sets it, and returns what it was.</summary>
    public static uint Set(uint mask)
    {
        lock (Lock)
        {
            var before = Libc.Umask(mask);
            Volatile.Write(ref _current, mask);
            return before;
        }
    }

    // There is no call that only reads it, but the kernel shows it.
    private static uint ReadFromKernel()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Umask:", StringComparison.Ordinal));
        return Convert.ToUInt32(line["Umask:".Length..].Trim(), 8);
    }
}

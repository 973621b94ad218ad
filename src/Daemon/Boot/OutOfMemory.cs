using System.Globalization;

namespace GuestCtl.Daemon.Boot;

/// <summary>Whom the kernel ends when memory runs out: tools and programs of the guest, and the daemon last.</summary>
internal static class OutOfMemory
{
    private const string Last = "-999";
    private const string Ordinary = "0";

    /// <summary>Spares the daemon.</summary>
    public static void Spare() => File.WriteAllText("/proc/self/oom_score_adj", Last);

    /// <summary>A process that the daemon has started is as good as any other.</summary>
    public static void Expose(int pid)
    {
        try
        {
            File.WriteAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/oom_score_adj"), Ordinary);
        }
        catch (IOException)
        {
            // It has ended.
        }
    }
}

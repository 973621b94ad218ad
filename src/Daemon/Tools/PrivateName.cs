namespace GuestCtl.Daemon.Tools;

/// <summary>Names for files and directories of the daemon's own: no two are alike while the appliance runs.</summary>
internal static class PrivateName
{
    private static long _last;

    /// <summary>A name that was not used before.</summary>
    public static string Next(string prefix) => $"{prefix}-{Interlocked.Increment(ref _last)}";
}

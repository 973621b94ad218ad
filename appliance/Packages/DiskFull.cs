namespace GuestCtl.Appliances.Packages;

/// <summary>How a full disk shows, and what to say about it.</summary>
internal static class DiskFull
{
    private const int ENOSPC = 28;
    private const int EDQUOT = 122;

    internal const string Advice =
        "The disk is full. Free some space, or set the cache directory to another disk (LIBGUESTFS_CACHEDIR or XDG_CACHE_HOME in the environment, set_cachedir, or ApplianceOptions.CacheDirectory in .NET).";

    internal static bool IsCauseOf(Exception e) => e is IOException { HResult: ENOSPC or EDQUOT };
}

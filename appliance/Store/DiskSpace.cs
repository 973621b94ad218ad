namespace GuestCtl.Appliances.Store;

/// <summary>Asks for the space of a build before it starts, rather than failing minutes later.</summary>
internal static class DiskSpace
{
    // Measured peak: 0.25 GB of packages and lists, 0.5 GB of tree, 0.25 GB of results; the rest is margin.
    internal const long Needed = 1_500_000_000;

    internal static void Require(string directory, long bytes)
    {
        long free;
        try
        {
            free = new DriveInfo(directory).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return; // Some file systems do not say; the build then finds out by itself.
        }
        if (free < bytes)
            throw new ApplianceBuildException(
                $"Building the appliance needs {bytes / 1e9:F1} GB in {directory} for a minute (about 0.25 GB stay), but only {free / 1e9:F2} GB are free. "
                + "Free some space, or set the cache directory to another disk (LIBGUESTFS_CACHEDIR or XDG_CACHE_HOME in the environment, set_cachedir, or ApplianceOptions.CacheDirectory in .NET).");
    }
}

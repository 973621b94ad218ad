using GuestCtl.Drives;

namespace GuestCtl.Launch;

/// <summary>
/// Where the cache is when nobody said where: in the user's home, or for a user whose home cannot be used, in a private directory of a place
/// for temporary files that outlives a restart. A container may run with any user id, and these have no home.
/// </summary>
internal static class CachePlace
{
    private const string Name = "guestctl";

    // What is in /tmp is gone after a restart, and building the appliance takes minutes.
    private const string Lasting = "/var/tmp";

    /// <summary>Finds it. In a place for temporary files, which others share, the directory is also made.</summary>
    /// <param name="home">The user's home; empty if there is none.</param>
    /// <param name="temporary">What TMPDIR says; null if it says nothing.</param>
    public static string Find(string home, string? temporary)
    {
        var usual = Path.Combine(home.Length > 0 ? home : "/", ".cache", Name);
        if (OperatingSystem.IsWindows() || (home.Length > 0 && CanHold(usual)))
            return usual;
        foreach (var parent in new[] { temporary, Lasting }.OfType<string>().Where(IsSafe))
        {
            try
            {
                return Path.Combine(UserRoot.In(parent), "cache");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next one, perhaps. If none can be used, what fails next names the usual place and says how to set another.
            }
        }
        return usual;
    }

    // A cache that somebody filled for this user may be read-only: an image of a container, or a directory that hosts share.
    private static bool CanHold(string path)
    {
        if (Directory.Exists(path))
            return HostFile.MayMakeIn(path) || HasAppliance(path);
        for (var parent = Path.GetDirectoryName(path); parent is not null; parent = Path.GetDirectoryName(parent))
        {
            if (Path.Exists(parent))
                return HostFile.MayMakeIn(parent);
        }
        return false;
    }

    private static bool HasAppliance(string path)
    {
        try
        {
            return Directory.EnumerateDirectories(path).Any(directory => File.Exists(Path.Combine(directory, "manifest.json")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Where everybody may rename everything, a private directory can be changed for another.
    private static bool IsSafe(string path) => Path.IsPathRooted(path) && Directory.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.OtherWrite | UnixFileMode.StickyBit)) != UnixFileMode.OtherWrite);
}

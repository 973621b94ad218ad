namespace GuestCtl.Appliances.Store;

/// <summary>Names of everything in the cache directory.</summary>
internal sealed class CacheLayout(string root)
{
    // 64 bits of the recipe's hash are plenty to tell one user's recipes apart, and keep socket-length paths short.
    private const int ShortHash = 16;

    /// <summary>Directories that a build is at work in. They are only made by the holder of the lock.</summary>
    internal const string StagingPrefix = ".build-";

    /// <summary>Directories on their way out.</summary>
    internal const string RemovedPrefix = ".old-";

    internal const string Manifest = "manifest.json";
    internal const string Kernel = "kernel";
    internal const string RootImage = "root.img";
    internal const string BaseInitrd = "base.cpio";
    internal const string Libraries = "libraries";
    internal const string InitrdPrefix = "initrd-";
    internal const string InitrdSuffix = ".cpio";

    internal string Root { get; } = Path.GetFullPath(root);

    internal string LockFile => Path.Combine(Root, "lock");

    internal string Apt => Path.Combine(Root, "apt");

    internal string KeptTree => Path.Combine(Root, "tree");

    internal string Base(string recipeHash) => Path.Combine(Root, recipeHash[..ShortHash]);

    /// <summary>True for the directory of an appliance, of whatever recipe.</summary>
    internal static bool IsBase(string path) =>
        Path.GetFileName(path) is { Length: ShortHash } name && name.All(char.IsAsciiHexDigitLower);

    internal static string InitrdName(string daemonHash) => InitrdPrefix + daemonHash[..ShortHash] + InitrdSuffix;

    internal string NewStaging() => Path.Combine(Root, $"{StagingPrefix}{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <summary>Where an appliance is kept when nothing else is said.</summary>
    internal static string DefaultRoot()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        // The XDG specification says that a relative path is to be ignored.
        if (string.IsNullOrEmpty(cache) || !Path.IsPathRooted(cache))
            cache = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "guestctl", "appliance");
    }
}

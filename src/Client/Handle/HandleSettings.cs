using GuestCtl.Launch;

namespace GuestCtl.Handle;

/// <summary>The properties of a handle, with their defaults.</summary>
internal sealed class HandleSettings
{
    public string? Hypervisor { get; set; }

    public string? Path { get; set; }

    public string? Append { get; set; }

    public bool Autosync { get; set; } = true;

    public bool Verbose { get; set; }

    public bool Trace { get; set; }

    /// <summary>MiB.</summary>
    public int MemorySize { get; set; } = 1280;

    public bool RecoveryProcess { get; set; } = true;

    public bool Network { get; set; }

    public bool ProcessGroup { get; set; }

    public int VirtualCpus { get; set; } = 1;

    public string? TemporaryDirectory { get; set; }

    public string? CacheDirectory { get; set; }

    public string Program { get; set; } = System.IO.Path.GetFileName(Environment.ProcessPath) ?? "guestctl";

    public string Identifier { get; set; } = "";

    public bool Direct { get; set; }

    /// <summary>Whether the environment allows images to refer to other files.</summary>
    public bool AllowReferencedFiles { get; set; }

    public BackendSettings Backend { get; } = new();

    /// <summary>The directory from which relative names of the host start, for a caller in another process; empty when that one's directory has no name.
    /// <value>Default: null, the current directory of this process.</value></summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>QEMU arguments of the caller's, in order.</summary>
    public List<string> ExtraArguments { get; } = [];

    /// <summary>Where temporary files go: the setting, the environment's if it exists, or /tmp.</summary>
    public string EffectiveTemporaryDirectory
        => TemporaryDirectory
            ?? (NonEmpty("LIBGUESTFS_TMPDIR") is { } directory && Directory.Exists(directory) ? directory : null)
            ?? System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath());

    /// <summary>Where large temporary files go, also those of programs that ask: the setting, the environment's, TMPDIR, or /var/tmp, which unlike /tmp is
    /// seldom memory.</summary>
    public string LargeFilesDirectory => CacheDirectory ?? NonEmpty("LIBGUESTFS_CACHEDIR") ?? NonEmpty("TMPDIR") ?? LargeFiles;

    /// <summary>Where things go that outlive a handle: the setting, the environment's, guestctl in the user's cache directory, or for a user without one
    /// a private directory beside temporary files.</summary>
    public string EffectiveCacheDirectory
        => CacheDirectory
            ?? NonEmpty("LIBGUESTFS_CACHEDIR")
            ?? (NonEmpty("XDG_CACHE_HOME") is { } cache ? System.IO.Path.Combine(cache, "guestctl") : CachePlace.Find(UserHome, NonEmpty("TMPDIR")));

    /// <summary>A name of the host as the caller means it: for one in another process it is made absolute.</summary>
    /// <param name="function">The function that takes the name.</param>
    /// <param name="path">The name; an empty one stays empty.</param>
    /// <exception cref="GuestOperationException">The name is relative, and the caller's directory has no name; ENOENT.</exception>
    public string Locate(string function, string path) => WorkingDirectory switch
    {
        _ when path.Length == 0 || path[0] == '/' => path,
        null => path,
        "" => throw new GuestOperationException(
            function, $"{path}: use an absolute path, as the program's current directory was removed or cannot be reached: No such file or directory", Errno.ENOENT),
        // An empty part or a dot of a name stays what it is, for the messages.
        var directory => (Located = (System.IO.Path.Combine(directory, path), path)).Name,
    };

    /// <summary>The last name that was made absolute, and how the caller wrote it.</summary>
    public (string Name, string Written) Located { get; private set; } = ("", "");

    private static string LargeFiles
        => OperatingSystem.IsWindows() ? System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetTempPath()) : "/var/tmp";

    private static string UserHome => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    private static string? NonEmpty(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

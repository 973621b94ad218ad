namespace GuestCtl.Cli.Shell.Events;

/// <summary>What a trace that the environment turned on begins with: the settings that come from the environment, as calls.</summary>
internal static class EnvironmentTrace
{
    private static readonly (string Variable, string Function)[] Settings =
    [
        ("LIBGUESTFS_TMPDIR", "set_tmpdir"),
        ("LIBGUESTFS_CACHEDIR", "set_cachedir"),
        ("LIBGUESTFS_PATH", "set_path"),
        ("LIBGUESTFS_HV", "set_hv"),
        ("LIBGUESTFS_APPEND", "set_append"),
        ("LIBGUESTFS_BACKEND", "set_backend"),
        ("LIBGUESTFS_BACKEND_SETTINGS", "set_backend_settings"),
    ];

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines()
    {
        foreach (var (variable, function) in Settings)
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value)
            {
                yield return $"{function} \"{(function == "set_backend_settings" ? value.Replace(':', ' ') : value)}\"";
                yield return $"{function} = 0";
            }
        }
    }
}

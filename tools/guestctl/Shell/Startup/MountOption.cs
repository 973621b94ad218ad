namespace GuestCtl.Cli.Shell.Startup;

/// <summary>-m dev[:mountpoint[:options[:fstype]]].</summary>
internal sealed record MountOption(string Device, string MountPoint, string? Options, string? FileSystem)
{
    /// <summary>Reads the argument of the option.</summary>
    public static MountOption Parse(string text)
    {
        var parts = text.Split(':', 4);
        return new MountOption(parts[0], parts.Length > 1 ? parts[1] : "/", parts.Length > 2 ? parts[2] : null, parts.Length > 3 ? parts[3] : null);
    }
}

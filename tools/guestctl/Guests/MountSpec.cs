namespace GuestCtl.Cli.Guests;

/// <summary>What -m says: a device or other mountable, and where it goes.</summary>
internal sealed record MountSpec(string Mountable, string MountPoint)
{
    private const string Subvolume = "btrfsvol:";

    /// <summary>Reads DEV[:MOUNTPOINT]. The name of a btrfs subvolume has colons of its own.</summary>
    /// <exception cref="CliException">It is neither.</exception>
    public static MountSpec Parse(string text)
    {
        var isSubvolume = text.StartsWith(Subvolume, StringComparison.Ordinal);
        var colon = text.IndexOf(":/", isSubvolume ? Subvolume.Length : 0, StringComparison.Ordinal);
        var spec = colon < 0 ? new MountSpec(text, "/") : new MountSpec(text[..colon], text[(colon + 1)..]);
        return spec.Mountable.StartsWith(isSubvolume ? Subvolume + "/dev/" : "/dev/", StringComparison.Ordinal)
            ? spec
            : throw new CliException($"-m {text}: write a device and perhaps a mount point, such as /dev/sda1 or /dev/sda2:/boot", ExitCode.Usage);
    }
}

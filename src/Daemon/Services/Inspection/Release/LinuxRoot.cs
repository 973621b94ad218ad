namespace GuestCtl.Daemon.Services.Inspection.Release;

/// <summary>Tells the root file system of a Linux from others.</summary>
internal static class LinuxRoot
{
    private static readonly string[] Marks =
    [
        "/etc/fstab", "/etc/os-release", "/usr/lib/os-release", "/etc/lsb-release", "/etc/redhat-release", "/etc/debian_version",
        "/etc/SuSE-release", "/etc/alpine-release", "/etc/arch-release", "/etc/gentoo-release", "/etc/slackware-version",
    ];

    /// <summary>Whether a file system looks like a root. /usr may be another file system, so /bin may be a link that leads nowhere yet.</summary>
    public static bool IsRoot(GuestReader guest)
        => guest.IsDirectory("/etc") && (guest.IsName("/bin") || guest.IsDirectory("/usr/bin")) && Marks.Any(guest.IsName);
}

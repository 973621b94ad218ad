namespace GuestCtl.Protocol;

/// <summary>The names of libguestfs's feature groups, for both sides.</summary>
public static class FeatureGroupNames
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "acl",
        "augeas",
        "blkdiscard",
        "blkdiscardzeroes",
        "btrfs",
        "clevisluks",
        "extlinux",
        "f2fs",
        "fstrim",
        "gdisk",
        "grub",
        "hivex",
        "inotify",
        "journal",
        "ldm",
        "libtsk",
        "libyara",
        "linuxcaps",
        "linuxfsuuid",
        "linuxmodules",
        "linuxxattrs",
        "luks",
        "lvm2",
        "mdadm",
        "mknod",
        "ntfs3g",
        "ntfsprogs",
        "realpath",
        "rsync",
        "scrub",
        "selinux",
        "selinuxrelabel",
        "sleuthkit",
        "squashfs",
        "syslinux",
        "wipefs",
        "xfs",
        "xz",
        "zerofree",
    ];
}

using System.Collections.Frozen;
using GuestCtl.Calls;

namespace GuestCtl.Handle;

/// <summary>The names of libguestfs's feature groups.</summary>
internal static class FeatureGroups
{
    public static FrozenSet<string> Known { get; } = FrozenSet.ToFrozenSet(
        [
            "acl",
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
        ],
        StringComparer.Ordinal);

    /// <summary>Whether functions of a group are in this build; which tools the appliance has is the daemon's to say.</summary>
    public static bool IsBuilt(string group) => FunctionTable.All.Any(f => f.Feature == group);
}

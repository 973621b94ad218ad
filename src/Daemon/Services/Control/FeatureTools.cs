using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Which tools a feature group needs. A group that is not here needs only the kernel.</summary>
internal static class FeatureTools
{
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["lvm2"] = ["lvm"],
        ["btrfs"] = ["btrfs", "btrfstune", "mkfs.btrfs"],
        ["f2fs"] = ["resize.f2fs"],
        ["ntfs3g"] = ["ntfs-3g.probe", "ntfsclone", "ntfsfix"],
        ["ntfsprogs"] = ["ntfsresize"],
        ["rsync"] = ["rsync"],
        ["scrub"] = ["scrub"],
        ["gdisk"] = ["sgdisk"],
        ["luks"] = ["cryptsetup"],
        ["clevisluks"] = ["clevis-luks-unlock"],
        ["mdadm"] = ["mdadm"],
        ["squashfs"] = ["mksquashfs"],
        ["wipefs"] = ["wipefs"],
        ["xfs"] = ["xfs_info", "xfs_repair"],
        ["zerofree"] = ["zerofree"],
    };

    public static bool HasAll(string group) => !Needed.TryGetValue(group, out var tools) || tools.All(Tool.Exists);
}

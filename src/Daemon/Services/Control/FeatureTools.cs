using GuestCtl.Daemon.Tools;

namespace GuestCtl.Daemon.Services.Control;

/// <summary>Which tools a feature group needs. A group that is not here needs only the kernel.</summary>
internal static class FeatureTools
{
    private static readonly Dictionary<string, string[]> Needed = new()
    {
        ["lvm2"] = ["lvm"],
        ["rsync"] = ["rsync"],
        ["scrub"] = ["scrub"],
        ["gdisk"] = ["sgdisk"],
        ["luks"] = ["cryptsetup"],
        ["clevisluks"] = ["clevis-luks-unlock"],
        ["mdadm"] = ["mdadm"],
    };

    public static bool HasAll(string group) => !Needed.TryGetValue(group, out var tools) || tools.All(Tool.Exists);
}

using System.Text;

namespace GuestCtl.Build.Images;

/// <summary>Writes /etc/fstab. Both ways to name a file system are used, since inspection must resolve both.</summary>
internal static class Fstab
{
    public static string Of(IEnumerable<Filesystem> filesystems)
    {
        var text = new StringBuilder("# <file system> <mount point> <type> <options> <dump> <pass>\n");
        foreach (var filesystem in filesystems)
        {
            text.AppendJoin(' ', NameOf(filesystem), filesystem.MountPoint, filesystem.Type, OptionsOf(filesystem), 0, PassOf(filesystem));
            text.Append('\n');
        }

        return text.ToString();
    }

    // Debian's installer writes device paths for logical volumes, UUIDs for partitions; swap by label is a common hand edit.
    private static string NameOf(Filesystem filesystem) => filesystem switch
    {
        { Device: var device } when device.StartsWith("/dev/debian/", StringComparison.Ordinal) => MapperName(device),
        { Type: "swap" } => $"LABEL={filesystem.Label}",
        _ => $"UUID={filesystem.Uuid}",
    };

    private static string MapperName(string device) => "/dev/mapper/" + device["/dev/".Length..].Replace('/', '-');

    private static string OptionsOf(Filesystem filesystem) => filesystem switch
    {
        { Type: "swap" } => "sw",
        { MountPoint: "/" } => "errors=remount-ro",
        _ => "defaults",
    };

    private static int PassOf(Filesystem filesystem) => filesystem switch
    {
        { Type: "swap" } => 0,
        { MountPoint: "/" } => 1,
        _ => 2,
    };
}

using System.Text;

namespace GuestCtl.Daemon.Devices;

/// <summary>The labels that the caller gave drives. QEMU tells them as serial numbers.</summary>
internal static class DiskLabels
{
    public const string Directory = "/dev/disk/guestfs/";

    // A SCSI page begins with its number and length; the serial number follows.
    private const int PageHeader = 4;

    /// <summary>Labels with the devices that have them, partitions included: "label" and "label1".</summary>
    public static IEnumerable<(string Label, string Device)> All
        => from disk in SysBlock.Disks
           let label = Of(disk)
           where label is not null
           from entry in SysBlock.Partitions(disk).Select(part => (label + part[disk.Length..], "/dev/" + part)).Prepend((label, "/dev/" + disk))
           select entry;

    /// <summary>The device that a name below <see cref="Directory"/> stands for; other names as they are.</summary>
    public static string Resolve(string path)
        => path.StartsWith(Directory, StringComparison.Ordinal)
            ? All.FirstOrDefault(entry => entry.Label == path[Directory.Length..]).Device ?? path
            : path;

    /// <summary>The label of a drive; null when it has none.</summary>
    public static string? Of(string disk)
    {
        var file = $"/sys/block/{disk}/device/vpd_pg80";
        try
        {
            var page = File.Exists(file) ? File.ReadAllBytes(file) : [];
            var label = page.Length > PageHeader ? Encoding.ASCII.GetString(page, PageHeader, page.Length - PageHeader).Trim(' ', '\0') : "";
            return label.Length > 0 && label.All(char.IsAsciiLetterOrDigit) ? label : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Makes the link of a drive's label, for tools.</summary>
    public static void Link(string disk)
    {
        if (Of(disk) is { } label)
        {
            System.IO.Directory.CreateDirectory(Directory);
            File.Delete(Directory + label);
            File.CreateSymbolicLink(Directory + label, "/dev/" + disk);
        }
    }

    /// <summary>Removes the link of a drive's label.</summary>
    public static void Unlink(string disk)
    {
        if (Of(disk) is { } label)
        {
            File.Delete(Directory + label);
        }
    }
}

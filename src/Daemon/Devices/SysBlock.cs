namespace GuestCtl.Daemon.Devices;

/// <summary>The block devices as sysfs shows them.</summary>
internal static class SysBlock
{
    private const string Blocks = "/sys/block";

    /// <summary>The kernel's names of all block devices, partitions included.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFileSystemEntries("/sys/class/block").Select(path => Path.GetFileName(path)!);

    /// <summary>The kernel's names of all drives, in order.</summary>
    public static IEnumerable<string> Disks => Names("sd");

    /// <summary>The kernel's names of all MD arrays, in order. One that was stopped is still listed by the kernel for a while, in the state "clear".</summary>
    public static IEnumerable<string> Arrays => Names("md").Where(array => StateOf(array) is not (null or "clear"));

    /// <summary>Those of them that wait for their other members.</summary>
    public static IEnumerable<string> WaitingArrays => Names("md").Where(array => StateOf(array) == "inactive");

    /// <summary>The kernel's names of all devices of the device mapper, in order.</summary>
    public static IEnumerable<string> Mapped => Names("dm-");

    private static string? StateOf(string array)
    {
        try
        {
            return File.ReadAllText($"{Blocks}/{array}/md/array_state").TrimEnd();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It went meanwhile.
            return null;
        }
    }

    /// <summary>The kernel's names of the volumes that have a part on a device.</summary>
    public static List<string> Holders(string device)
        => Directory.Exists($"/sys/class/block/{device}/holders")
            ? [.. Directory.EnumerateFileSystemEntries($"/sys/class/block/{device}/holders").Select(path => Path.GetFileName(path)!)]
            : [];

    /// <summary>The kernel's names of the partitions of a disk, in order.</summary>
    public static IEnumerable<string> Partitions(string disk)
    {
        var directory = $"{Blocks}/{disk}";
        return Directory.Exists(directory)
            ? Directory.EnumerateDirectories(directory, disk + "*")
                .Where(part => File.Exists(part + "/partition"))
                .Select(part => Path.GetFileName(part)!)
                .Order(DeviceName.Order)
            : [];
    }

    /// <summary>The kernel's name of a device by its numbers; null when there is none.</summary>
    public static string? NameOf(uint major, uint minor)
        => new FileInfo($"/sys/dev/block/{major}:{minor}").LinkTarget is { } target ? Path.GetFileName(target) : null;

    /// <summary>The disk that a partition is on; null when the name is not that of a partition.</summary>
    public static string? DiskOf(string partition)
        => File.Exists($"/sys/class/block/{partition}/partition") && new FileInfo($"/sys/class/block/{partition}").LinkTarget is { } target
            ? Path.GetFileName(Path.GetDirectoryName(target))
            : null;

    /// <summary>A line of a file in sysfs; null when there is no such file, which happens when a device goes away.</summary>
    public static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Names(string prefix)
        => Directory.EnumerateFileSystemEntries(Blocks, prefix + "*").Select(path => Path.GetFileName(path)!).Order(DeviceName.Order);
}

using System.Text.RegularExpressions;

namespace GuestCtl.Daemon.Services.Inspection.Fstab;

/// <summary>Names of disks and partitions as a guest's own drivers make them. They are translated by order: the guest's
/// second disk is the appliance's second disk.</summary>
internal static partial class GuestDiskName
{
    /// <summary>The name in the appliance, such as /dev/sdb1 for /dev/vdb1 and /dev/nvme1n1p1. Null when it is no such
    /// name, or when there are not that many disks.</summary>
    public static string? Translate(string name, IReadOnlyList<string> disks)
    {
        if (Lettered().Match(name) is { Success: true } lettered)
        {
            return At(disks, Index(lettered.Groups[1].ValueSpan), lettered.Groups[2].ValueSpan);
        }

        return Numbered().Match(name) is { Success: true } numbered && int.TryParse(numbered.Groups[1].ValueSpan, out var index)
            ? At(disks, index, numbered.Groups[2].ValueSpan)
            : null;
    }

    /// <summary>The disk of a name below /dev/disk/by-id or /dev/disk/by-path, or the partition at its end. Which disk it is can
    /// be told only if there is just one.</summary>
    public static string? TranslateIdentified(string name, IReadOnlyList<string> disks)
        => disks.Count == 1 && Identified().Match(name) is { Success: true } match ? At(disks, 0, match.Groups[1].ValueSpan) : null;

    /// <summary>The disk and the partition in such a name; null for another one.</summary>
    public static (string Disk, string Partition)? SplitIdentified(string name)
        => Identified().Match(name) is { Success: true } match
            ? (match.Groups[1].Success ? name[..(match.Groups[1].Index - "-part".Length)] : name, match.Groups[1].Value)
            : null;

    private static string? At(IReadOnlyList<string> disks, int index, ReadOnlySpan<char> partition)
        => index >= 0 && index < disks.Count ? disks[index] + partition.ToString() : null;

    // a is 0, z is 25, aa is 26.
    private static int Index(ReadOnlySpan<char> letters)
    {
        var index = 0;
        foreach (var letter in letters)
        {
            index = (index * 26) + (letter - 'a' + 1);
        }

        return index - 1;
    }

    [GeneratedRegex("^/dev/(?:sd|hd|vd|xvd|ubd)([a-z]{1,3})([0-9]{0,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Lettered();

    [GeneratedRegex("^/dev/(?:nvme(?=[0-9]+n1)|mmcblk|cciss/c0d|ida/c0d)([0-9]{1,3})(?:n1)?(?:p([0-9]{1,3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex("^/dev/disk/by-(?:id|path)/(?!dm-|md-|lvm-).*?(?:-part([0-9]{1,3}))?$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Identified();
}

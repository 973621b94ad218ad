using System.Text.Json.Nodes;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>How long the files of a drive may rightly become.</summary>
internal static class FileGrowth
{
    // Tables of an image, beside its data: two hundredths where the clusters are smallest.
    private const long TablesOfWhole = 10;
    private const long LeastTables = 64 << 20;

    /// <summary>The length that the longest of a writable drive's files may reach.</summary>
    /// <param name="image">The description of its image.</param>
    /// <param name="files">Its files, the image first.</param>
    public static long MostOf(JsonObject image, ImageFiles files)
    {
        var plain = files.Sets.Select(set => set.File).Where(file => !file.IsBlockDevice).ToList();
        return plain.Count == 0 ? 0
            // A raw image has the length of its disk, in one file or in several.
            : image["driver"]?.GetValue<string>() == "raw" ? plain.Max(file => file.Length)
            : ImageHeaderReader.Read(plain[0]).VirtualSize is { } disk and >= 0 ? MostOf(plain[0].Length, disk)
            : long.MaxValue;
    }

    /// <summary>The length that an image which grows may reach.</summary>
    /// <param name="length">How long it is.</param>
    /// <param name="disk">The size of the disk in it.</param>
    public static long MostOf(long length, long disk)
    {
        var most = (Int128)length + disk + (disk / TablesOfWhole) + LeastTables;
        return most > long.MaxValue ? long.MaxValue : (long)most;
    }
}

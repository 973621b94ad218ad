using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.Drives.Formats;

/// <summary>The text that describes a VMware disk.</summary>
/// <remarks>
/// QEMU never reads such a text, so nothing depends on its way of reading. This reader takes the form that VMware, VirtualBox and
/// qemu-img write, and calls everything else unusable. Only flat extents can be used: they are parts of plain files.
/// </remarks>
internal static partial class VmdkDescriptor
{
    private const int SectorBytes = 512;
    private const string FirstLine = "# Disk DescriptorFile";

    // More digits could not be a number of sectors of a file, and would not fit.
    private const long MaxSectors = long.MaxValue / SectorBytes / 2;

    // VMware splits a disk at 2 GB, so even 64 TB have fewer.
    private const int MaxExtents = 32768;

    private static readonly HashSet<string> FlatTypes = ["monolithicFlat", "vmfs", "vmfsThin", "vmfsPreallocated", "vmfsEagerZeroedThick", "twoGbMaxExtentFlat"];

    /// <summary>Reads it.</summary>
    /// <param name="bytes">The whole text; zero bytes may follow it.</param>
    public static ImageHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var header = new ImageHeader("vmdk") { IsDescription = true };
        if (Decode(bytes.TrimEnd((byte)0)) is not { } text)
            return header with { Unusable = "its description is not plain text" };
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r').Trim(' ', '\t')).ToList();
        if (lines[0] != FirstLine)
            return header with { Unusable = $"its description does not begin with '{FirstLine}'" };

        var extents = new List<VmdkExtent>();
        string? type = null;
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (Setting().Match(line) is { Success: true } setting)
            {
                type = setting.Groups["name"].Value == "createType" ? setting.Groups["value"].Value : type;
                if (Parent(setting.Groups["name"].Value, setting.Groups["value"].Value))
                    return header with { Unusable = "its description names a parent image" };
            }
            else if (extents.Count == MaxExtents || ReadExtent(line) is not { } extent)
            {
                return header with { Extents = extents, Unusable = $"the line '{Printable(line)}' of its description is not that of a flat extent" };
            }
            else
            {
                extents.Add(extent);
            }
        }
        header = header with { Extents = extents };
        return type is null || !FlatTypes.Contains(type) ? header with { Unusable = $"its kind is '{Printable(type ?? "")}', and only flat ones can be used" }
            : extents.Count != 1 ? header with { Unusable = string.Create(CultureInfo.InvariantCulture, $"its content is in {extents.Count} files") }
            : header with { VirtualSize = extents[0].Length };
    }

    private static bool Parent(string name, string value) =>
        name.Contains("parentFileNameHint", StringComparison.OrdinalIgnoreCase)
            || (name.Equals("parentCID", StringComparison.OrdinalIgnoreCase) && !value.Equals("ffffffff", StringComparison.OrdinalIgnoreCase));

    private static VmdkExtent? ReadExtent(string line)
    {
        var parts = Extent().Match(line);
        if (!parts.Success || Number(parts.Groups["sectors"]) is not (> 0 and var sectors))
            return null;
        var offset = parts.Groups["offset"].Success ? Number(parts.Groups["offset"]) : 0;
        // Only a flat extent says where it begins, and it must.
        return offset is null || (parts.Groups["kind"].Value == "FLAT" != parts.Groups["offset"].Success)
            ? null
            : new VmdkExtent(new FileReference("extent", parts.Groups["name"].Value), offset.Value * SectorBytes, sectors * SectorBytes);
    }

    private static long? Number(Group digits) =>
        long.TryParse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxSectors ? number : null;

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Printable(string text) => text.Length <= 100 ? text : text[..100] + "...";

    [GeneratedRegex("""\A(?<name>[A-Za-z0-9_.]+)[ \t]*=[ \t]*(?:"(?<value>[^"]*)"|(?<value>[^"\s]*))\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Setting();

    [GeneratedRegex("""\ARW[ \t]+(?<sectors>[0-9]{1,19})[ \t]+(?<kind>FLAT|VMFS)[ \t]+"(?<name>[^"]+)"(?:[ \t]+(?<offset>[0-9]{1,19}))?\z""", RegexOptions.CultureInvariant)]
    private static partial Regex Extent();
}

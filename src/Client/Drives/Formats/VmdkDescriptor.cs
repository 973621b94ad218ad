using System.Globalization;
using System.Text;

namespace GuestCtl.Drives.Formats;

/// <summary>The text that describes a VMware disk: its parent and its extents.</summary>
/// <remarks>
/// An extent reads <c>RW 4096 FLAT "disk-flat.vmdk" 0</c>. QEMU's own reader lets a line break stand for each space, so this one goes by
/// words and quotes and not by lines: it may find more than QEMU does, but never less.
/// </remarks>
internal static class VmdkDescriptor
{
    private const string ParentWord = "parentFileNameHint";
    private const int SectorBytes = 512;

    /// <summary>Reads it. What it cannot make sense of is left out: QEMU refuses it later.</summary>
    public static ImageHeader Parse(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        // Latin-1 keeps every byte as it is.
        var text = Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
        long sectors = 0;
        var extents = new List<FileReference>();
        for (var quote = text.IndexOf('"', StringComparison.Ordinal); quote >= 0; quote = text.IndexOf('"', quote + 1))
        {
            if (SectorsBefore(text.AsSpan(0, quote)) is not { } count)
                continue;
            sectors += count;
            extents.Add(new FileReference("extent", NameAt(text, quote + 1)));
        }
        return new ImageHeader("vmdk")
        {
            Backing = Parent(text),
            BackingFormat = "vmdk",
            Extents = extents,
            VirtualSize = sectors is > 0 and <= long.MaxValue / SectorBytes ? sectors * SectorBytes : null,
        };
    }

    // Before the name stand a count of sectors and the kind of the extent.
    private static long? SectorsBefore(ReadOnlySpan<char> before)
    {
        before = before.TrimEnd();
        var kind = before.LastIndexOfAny(" \t\r\n");
        if (kind < 0)
            return null;
        before = before[..kind].TrimEnd();
        var number = before[(before.LastIndexOfAny(" \t\r\n") + 1)..];
        return long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    private static FileReference? Parent(string text)
    {
        var at = text.IndexOf(ParentWord, StringComparison.Ordinal);
        var name = at < 0 ? at : text.IndexOf('"', at);
        return name < 0 ? null : new FileReference("parent image", NameAt(text, name + 1));
    }

    private static string NameAt(string text, int start)
    {
        var end = text.IndexOf('"', start);
        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(end < 0 ? text[start..] : text[start..end]));
    }
}

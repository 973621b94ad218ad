using System.Text;
using System.Text.RegularExpressions;

namespace GuestCtl.Drives.Formats;

/// <summary>A VMware image: one sparse file, or a text that names the files with the data.</summary>
internal static partial class VmdkHeader
{
    private const string Format = "vmdk";
    private const int SectorBytes = 512;
    private const string ParentWord = "parentFileNameHint";

    // QEMU looks for a parent's name in this part of the file, wherever the header says that the description is.
    private const int ParentTextAt = 0x200;
    private const int ParentTextBytes = 20 * SectorBytes;

    // Descriptions are a few hundred bytes; one of a 64 TB disk in parts of 2 GB is below this.
    private const int MaxDescriptorBytes = 4 << 20;

    /// <summary>Whether a file starts as a text that describes a disk.</summary>
    public static bool IsDescriptor(ReadOnlySpan<byte> start) =>
        start.TrimStart(" \t\r\n\v\f"u8).StartsWith("# Disk DescriptorFile"u8);

    /// <summary>Reads it.</summary>
    public static ImageHeader Read(ImageBytes image)
    {
        var start = image.Peek(0, SectorBytes);
        if (IsDescriptor(start))
            return ReadDescription(image);
        if (!start.AsSpan().StartsWith("KDMV"u8))
            return new ImageHeader(Format) { Unusable = "it is one part of an ESX disk; convert the whole disk with 'qemu-img convert'" };
        var sparse = VmdkSparseHeader.Read(image);
        return sparse.IsDescription ? sparse : WithParent(image, sparse);
    }

    private static ImageHeader ReadDescription(ImageBytes image) => image.Length > MaxDescriptorBytes
        ? new ImageHeader(Format) { IsDescription = true, Unusable = "its description is too long" }
        : VmdkDescriptor.Parse(image.Peek(0, (int)image.Length));

    private static ImageHeader WithParent(ImageBytes image, ImageHeader header)
    {
        var text = Encoding.Latin1.GetString(image.Peek(ParentTextAt, ParentTextBytes));
        if (!text.Contains(ParentWord, StringComparison.Ordinal))
            return header;
        var parents = Parent().Matches(text);
        var name = parents.Count == 1 ? ReadName(image, parents[0].Groups["name"].Value) : "";
        return header with
        {
            Backing = new FileReference("parent image", name),
            BackingFormat = Format,
            Unusable = header.Unusable ?? (name.Length == 0 ? "the name of its parent image cannot be read" : null),
        };
    }

    private static string ReadName(ImageBytes image, string latin) => image.Name(Format, "parent image", Encoding.Latin1.GetBytes(latin));

    [GeneratedRegex("""parentFileNameHint="(?<name>[^"\0\r\n]+)"(?=\r?\n|\0|\z)""", RegexOptions.CultureInvariant)]
    private static partial Regex Parent();
}

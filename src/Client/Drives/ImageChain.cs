using System.Globalization;
using System.Text.Json.Nodes;
using GuestCtl.Drives.Formats;

namespace GuestCtl.Drives;

/// <summary>
/// Describes a local image to QEMU with everything below it, so that QEMU opens exactly the files which were checked here.
/// </summary>
/// <remarks>An image may name other files only with <see cref="Drive.AllowReferencedFiles"/>, whatever its format and whoever gave that.</remarks>
internal sealed class ImageChain
{
    // Far above any chain made by hand, and each link costs QEMU an open file.
    private const int MaxDepth = 64;

    private readonly Drive _drive;
    private readonly HashSet<string> _seen = [];

    private ImageChain(Drive drive) => _drive = drive;

    /// <summary>Makes the description of a drive's image.</summary>
    /// <param name="drive">The drive; its file has been checked.</param>
    /// <param name="path">Absolute path of the image.</param>
    /// <param name="options">How the image is used.</param>
    /// <exception cref="DriveException">The image is damaged, or wants files that it may not have.</exception>
    public static JsonObject Describe(Drive drive, string path, NodeOptions options)
    {
        if (drive.Format is { } format)
            ImageFormats.Check(format);
        return new ImageChain(drive).Describe(path, drive.Format, options, 1);
    }

    private JsonObject Describe(string path, string? format, NodeOptions options, int depth)
    {
        if (!_seen.Add(path))
            throw new DriveException($"'{_drive.Filename}' is built on itself: its chain of backing files comes back to '{path}'.");
        if (depth > MaxDepth)
            throw new DriveException(string.Create(CultureInfo.InvariantCulture, $"'{_drive.Filename}' is a chain of more than {MaxDepth} images. Shorten the chain with 'qemu-img rebase' or 'qemu-img commit'."));
        var file = BlockdevNode.File(path, options);
        // A format that is given is never doubted: raw is data, whatever it looks like.
        if (format == "raw")
            return BlockdevNode.Format("raw", file, null, options);

        var header = ImageHeaderReader.Read(path);
        // The guest opens LUKS itself; QEMU would only ask for a key.
        var found = header.Format == "luks" ? "raw" : header.Format;
        if (format is not null && found != format)
            throw new DriveException($"'{path}' is not a {format} image; it looks like {header.Format}. Correct the format, or leave it out.");
        if (found == "raw")
            return BlockdevNode.Format("raw", file, null, options);
        Judge(path, header);
        return header.IsDescription ? DescribeExtent(path, header.Extents[0], options) : DescribeImage(path, header, file, options, depth);
    }

    private JsonObject DescribeImage(string path, ImageHeader header, JsonObject file, NodeOptions options, int depth)
    {
        var backing = header.Backing is { } below ? DescribeBacking(path, header, below, options, depth) : null;
        var node = BlockdevNode.Format(header.Format, file, backing, options);
        if (header.DataFile is { } data)
            node["data-file"] = BlockdevNode.File(Locate(path, data, writable: !options.ReadOnly), options);
        return node;
    }

    // QEMU gets the bytes and never the text that says where they are.
    private static JsonObject DescribeExtent(string path, VmdkExtent extent, NodeOptions options)
    {
        var file = Locate(path, extent.File, writable: !options.ReadOnly);
        using (var bytes = ImageBytes.Open(file))
            bytes.Require("vmdk", "extent", extent.Offset, extent.Length);
        var node = BlockdevNode.Format("raw", BlockdevNode.File(file, options), null, options);
        node["offset"] = extent.Offset;
        node["size"] = extent.Length;
        return node;
    }

    private JsonObject DescribeBacking(string path, ImageHeader header, FileReference below, NodeOptions options, int depth)
    {
        var file = Locate(path, below, writable: false);
        var format = BackingFormat(path, header, below, file);
        var node = Describe(file, format, options.ForBacking(), depth + 1);
        // QEMU compares the two images' numbers, which only sparse ones have, and fails each read if they differ.
        return header.Format != "vmdk" || node["driver"]!.GetValue<string>() == "vmdk"
            ? node
            : throw new DriveException($"'{path}' stands on the flat image '{file}', which is not supported. Make one image of the two with 'qemu-img convert -O qcow2'.", DriveException.NotSupported);
    }

    private static string BackingFormat(string path, ImageHeader header, FileReference below, string file)
    {
        // Old tools wrote the name of the protocol there.
        var format = header.BackingFormat is "file" or "host_device" ? "raw" : header.BackingFormat;
        if (format is null)
        {
            format = ImageHeaderReader.Read(file).Format;
            format = format == "luks" ? "raw" : format;
            if (format is not ("raw" or "qcow2"))
                throw new DriveException($"'{path}' does not say the format of its {below.Role} '{file}', which looks like {format}. Write it down with 'qemu-img rebase -u -F {format} -b ...'.");
        }
        return ImageFormats.IsKnown(format)
            ? format
            : throw new DriveException($"'{path}' says that its {below.Role} '{file}' has the format '{format}', which is not supported.");
    }

    private void Judge(string path, ImageHeader header)
    {
        if (!_drive.AllowReferencedFiles)
            ReferencePolicy.Check(path, header);
        if (header.Unusable is { } why)
            throw new DriveException($"'{path}' is a {header.Format} image that cannot be used: {why}.{Remedy(header)}", DriveException.NotSupported);
    }

    private static string Remedy(ImageHeader header) =>
        header.IsDescription ? " If you trust it, make one image of its files with 'qemu-img convert -O qcow2'." : "";

    private static string Locate(string image, FileReference reference, bool writable)
    {
        var name = ReferencedName.Resolve(image, reference);
        return LocalFile.Check(name, writable, $"'{image}' needs its {reference.Role};");
    }
}
